//! Does what a key or the menu asks for: moves, copies, or asks the caller.

use crate::ui::grid::act::Frame;
use crate::ui::grid::event::GridEvent;
use crate::ui::grid::keys::Wish;
use crate::ui::grid::menu::Choice;
use crate::ui::grid::source::{CellPos, CellRange};
use crate::ui::grid::state::{Extend, GridState, last_cell};
use crate::ui::grid::{clipboard, paste};
use eframe::egui::ViewportCommand;

impl Frame<'_> {
    pub(super) fn obey(&mut self, state: &mut GridState, wish: Wish) {
        match wish {
            Wish::Undo => self.events.push(GridEvent::Undo),
            Wish::Redo => self.events.push(GridEvent::Redo),
            Wish::InsertRows => self.insert_rows(state),
            _ if !self.has_cells() => {}
            Wish::Step(step) => state.step(self.source, step, Extend::No),
            Wish::Extend(step) => state.step(self.source, step, Extend::Yes),
            Wish::Advance(direction) => state.advance(self.source, direction),
            Wish::Edit(mode) => state.begin_edit(self.source, mode),
            Wish::SelectAll => {
                state.anchor = CellPos::default();
                state.head = last_cell(self.source);
            }
            Wish::Collapse => {
                let cursor = state.cursor;
                state.select(CellRange::spanning(cursor, cursor));
            }
            Wish::Clear => self.clear(state),
            Wish::Copy => self.copy(state),
            Wish::Cut => {
                self.copy(state);
                self.clear(state);
            }
            Wish::Paste(text) => self.paste(state, clipboard::parse(&text)),
            Wish::DeleteRows => self.delete_rows(state),
            Wish::Type => {}
        }
    }

    fn clear(&mut self, state: &mut GridState) {
        let range = state.selection();
        match paste::check_clear(self.source, range) {
            Ok(()) => self.events.push(GridEvent::Clear(range)),
            Err(refused) => state.refuse(refused.at, refused.reason),
        }
    }

    fn copy(&mut self, state: &GridState) {
        let range = state.selection();
        let rows: Vec<Vec<String>> = range
            .rows()
            .map(|row| {
                let cells = range.cols();
                cells.map(|col| self.source.copy_text(row, col)).collect()
            })
            .collect();
        let text = clipboard::build(&rows);
        self.ctx.copy_text(text.clone());
        self.events.push(GridEvent::Copied(text));
    }

    pub(super) fn paste(&mut self, state: &mut GridState, rows: Vec<Vec<String>>) {
        match paste::plan(self.lang, self.source, state.selection(), rows) {
            Ok(paste::Block { at, rows }) => {
                let lower = CellPos::new(
                    at.row + rows.len().saturating_sub(1),
                    at.col + rows.first().map_or(0, |row| row.len().saturating_sub(1)),
                );
                state.select(CellRange::spanning(at, lower));
                self.events.push(GridEvent::Paste { at, rows });
            }
            Err(refused) => state.refuse(refused.at, refused.reason),
        }
    }

    fn insert_rows(&mut self, state: &mut GridState) {
        let range = state.selection();
        let at = range.first.row.min(self.source.rows());
        let count = range.height();
        if self.source.can_insert_rows(at) {
            self.events.push(GridEvent::InsertRows { at, count });
        } else {
            let reason = self
                .lang
                .pick("这里不能插入行。", "No rows can be inserted here.");
            let reason = self.source.why_no_rows().unwrap_or(reason.to_owned());
            state.refuse(state.cursor, reason);
        }
    }

    fn delete_rows(&mut self, state: &mut GridState) {
        let rows = state.selection().rows();
        if self.source.can_delete_rows(rows.clone()) {
            self.events.push(GridEvent::DeleteRows(rows));
        } else {
            let reason = self
                .lang
                .pick("这些行不能删除。", "These rows cannot be deleted.");
            let reason = self.source.why_no_rows().unwrap_or(reason.to_owned());
            state.refuse(state.cursor, reason);
        }
    }

    pub(super) fn choose(&mut self, state: &mut GridState, choice: Choice) {
        match choice {
            Choice::Wish(wish) => self.obey(state, wish),
            Choice::Paste => self.ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Choice::Item(item) => {
                let at = state.menu_at.unwrap_or(state.cursor);
                self.events.push(GridEvent::MenuChosen { at, item });
            }
        }
    }
}
