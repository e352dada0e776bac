//! Draws egui's meshes on the processor, so that pictures of the window need no GPU, no display and no system package.
//!
//! Blending is done on premultiplied gamma-encoded colours, as the program's own painter does. The same input gives the
//! same bytes at every optimisation level: every pixel is computed from its own centre, nothing is summed up along a row.

use eframe::egui::epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex};
use eframe::egui::{
    ClippedPrimitive, Color32, Context, FullOutput, Pos2, Rect, TextureFilter, TextureId,
    TexturesDelta,
};
use std::collections::BTreeMap;

/// A renderer for kittest harnesses.
#[derive(Default)]
pub(crate) struct CpuRenderer {
    textures: BTreeMap<TextureId, Texture>,
    /// Textures that are still shown by the frame that frees them.
    freed: Vec<TextureId>,
}

impl egui_kittest::TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for id in self.freed.drain(..) {
            self.textures.remove(&id);
        }
        let changed: BTreeMap<_, _> = delta.set.drain().collect();
        for (id, images) in changed {
            for image in images {
                self.update(id, &image);
            }
        }
        self.freed.extend(delta.free.drain());
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(pixels(size.x), pixels(size.y), scale);
        for primitive in ctx.tessellate(output.shapes.clone(), scale) {
            self.draw(&mut canvas, &primitive);
        }
        canvas.into_image()
    }
}

impl CpuRenderer {
    fn update(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let Some([left, top]) = delta.pos else {
            let texture = Texture {
                width,
                height,
                texels: image.pixels.clone(),
                is_smooth: delta.options.magnification == TextureFilter::Linear,
            };
            self.textures.insert(id, texture);
            return;
        };
        let texture = self.textures.get_mut(&id).unwrap();
        for row in 0..height {
            let start = (top + row) * texture.width + left;
            let source = &image.pixels[row * width..][..width];
            texture.texels[start..][..width].copy_from_slice(source);
        }
    }

    fn draw(&self, canvas: &mut Canvas, primitive: &ClippedPrimitive) {
        let Primitive::Mesh(mesh) = &primitive.primitive else {
            return; // Paint callbacks need a GPU; the program has none.
        };
        if let Some(texture) = self.textures.get(&mesh.texture_id) {
            canvas.mesh(mesh, texture, primitive.clip_rect);
        }
    }
}

struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Color32>,
    is_smooth: bool,
}

impl Texture {
    fn texel(&self, x: i64, y: i64) -> [f32; 4] {
        let clamp = |value: i64, size: usize| usize::try_from(value).unwrap_or(0).min(size - 1);
        let index = clamp(y, self.height) * self.width + clamp(x, self.width);
        self.texels[index].to_array().map(f32::from)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "texture coordinates are small"
    )]
    fn sample(&self, at: Pos2) -> [f32; 4] {
        let (x, y) = (at.x * self.width as f32, at.y * self.height as f32);
        if !self.is_smooth {
            return self.texel(x.floor() as i64, y.floor() as i64);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor() as i64, y.floor() as i64);
        let (right_share, lower_share) = (x - x.floor(), y - y.floor());
        let upper = mix(
            self.texel(left, top),
            self.texel(left + 1, top),
            right_share,
        );
        let lower = mix(
            self.texel(left, top + 1),
            self.texel(left + 1, top + 1),
            right_share,
        );
        mix(upper, lower, lower_share)
    }
}

fn mix(a: [f32; 4], b: [f32; 4], share: f32) -> [f32; 4] {
    std::array::from_fn(|channel| a[channel] * (1.0 - share) + b[channel] * share)
}

struct Canvas {
    width: usize,
    height: usize,
    scale: f32,
    pixels: Vec<Color32>,
}

/// The columns and rows of pixels that may be drawn on.
#[derive(Clone, Copy)]
struct Bounds {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Canvas {
    fn new(width: usize, height: usize, scale: f32) -> Self {
        Self {
            width,
            height,
            scale,
            pixels: vec![Color32::TRANSPARENT; width * height],
        }
    }

    fn into_image(self) -> Result<image::RgbaImage, String> {
        let bytes = self
            .pixels
            .iter()
            .flat_map(Color32::to_srgba_unmultiplied)
            .collect();
        let width = u32::try_from(self.width).map_err(|error| error.to_string())?;
        let height = u32::try_from(self.height).map_err(|error| error.to_string())?;
        image::RgbaImage::from_raw(width, height, bytes)
            .ok_or_else(|| "the picture has too few bytes".to_owned())
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect) {
        let edge = |value: f32, size| pixels((value * self.scale).round()).min(size);
        let clip = Bounds {
            left: edge(clip.min.x, self.width),
            top: edge(clip.min.y, self.height),
            right: edge(clip.max.x, self.width),
            bottom: edge(clip.max.y, self.height),
        };
        for corners in mesh.indices.chunks_exact(3) {
            let vertex = |index: usize| mesh.vertices[corners[index] as usize];
            let corners = [vertex(0), vertex(1), vertex(2)];
            if let Some(triangle) = Triangle::new(corners, self.scale) {
                self.triangle(&triangle, texture, clip);
            }
        }
    }

    fn triangle(&mut self, triangle: &Triangle, texture: &Texture, clip: Bounds) {
        let bounds = triangle.bounds(clip);
        let solid = triangle
            .is_uniform()
            .then(|| triangle.color([1.0, 0.0, 0.0], texture));
        for y in bounds.top..bounds.bottom {
            for x in bounds.left..bounds.right {
                let center = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                if let Some(shares) = triangle.shares(center) {
                    let color = solid.unwrap_or_else(|| triangle.color(shares, texture));
                    blend(&mut self.pixels[y * self.width + x], color);
                }
            }
        }
    }
}

/// A triangle in pixels, its corners in the order that makes its area positive.
struct Triangle {
    vertices: [Vertex; 3],
    corners: [Pos2; 3],
    area: f32,
    /// Whether pixels exactly on the edge opposite to each corner belong to it: so the pixels on an edge that two
    /// triangles share are drawn once.
    owns_edge: [bool; 3],
}

impl Triangle {
    #[expect(
        clippy::float_cmp,
        reason = "which triangle owns a shared edge is decided by its exact direction"
    )]
    fn new(mut vertices: [Vertex; 3], scale: f32) -> Option<Self> {
        let place = |vertex: &Vertex| (vertex.pos.to_vec2() * scale).to_pos2();
        let mut area = side(
            place(&vertices[0]),
            place(&vertices[1]),
            place(&vertices[2]),
        );
        if area == 0.0 || !area.is_finite() {
            return None;
        }
        if area < 0.0 {
            vertices.swap(1, 2);
            area = -area;
        }
        let corners = [
            place(&vertices[0]),
            place(&vertices[1]),
            place(&vertices[2]),
        ];
        let is_top_or_left = |a: Pos2, b: Pos2| (a.y == b.y && b.x > a.x) || b.y < a.y;
        let [a, b, c] = corners;
        Some(Self {
            vertices,
            corners,
            area,
            owns_edge: [
                is_top_or_left(b, c),
                is_top_or_left(c, a),
                is_top_or_left(a, b),
            ],
        })
    }

    fn bounds(&self, clip: Bounds) -> Bounds {
        let hull = Rect::from_points(&self.corners);
        Bounds {
            left: pixels(hull.min.x.floor()).max(clip.left),
            top: pixels(hull.min.y.floor()).max(clip.top),
            right: pixels(hull.max.x.ceil()).min(clip.right),
            bottom: pixels(hull.max.y.ceil()).min(clip.bottom),
        }
    }

    /// How much each corner counts at this point; `None` outside.
    fn shares(&self, point: Pos2) -> Option<[f32; 3]> {
        let [a, b, c] = self.corners;
        let sides = [side(b, c, point), side(c, a, point), side(a, b, point)];
        let inside = (0..3).all(|i| sides[i] > 0.0 || (sides[i] == 0.0 && self.owns_edge[i]));
        inside.then(|| sides.map(|side| side / self.area))
    }

    fn is_uniform(&self) -> bool {
        let [a, b, c] = &self.vertices;
        a.color == b.color && b.color == c.color && a.uv == b.uv && b.uv == c.uv
    }

    fn color(&self, shares: [f32; 3], texture: &Texture) -> [f32; 4] {
        let sum = |value: &dyn Fn(&Vertex) -> f32| -> f32 {
            (0..3).map(|i| value(&self.vertices[i]) * shares[i]).sum()
        };
        let at = Pos2::new(sum(&|vertex| vertex.uv.x), sum(&|vertex| vertex.uv.y));
        let texel = texture.sample(at);
        std::array::from_fn(|channel| {
            let own = sum(&|vertex| f32::from(vertex.color[channel]));
            own * texel[channel] / 255.0
        })
    }
}

/// Twice the signed area of the triangle of an edge and a point: positive on the inner side.
fn side(a: Pos2, b: Pos2, point: Pos2) -> f32 {
    (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the sum is within a byte"
)]
fn blend(pixel: &mut Color32, source: [f32; 4]) {
    let rest = 1.0 - source[3] / 255.0;
    let channel = |i: usize| (source[i] + f32::from(pixel[i]) * rest + 0.5).min(255.0) as u8;
    *pixel = Color32::from_rgba_premultiplied(channel(0), channel(1), channel(2), channel(3));
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "coordinates of pixels are small and not negative here"
)]
fn pixels(value: f32) -> usize {
    value.max(0.0).round() as usize
}
