use std::time::Instant;
use gouji::document::Document;
use gouji::model::*;
use gouji::rules::*;
#[path = "../tests/it/support/generate.rs"]
mod generate;
fn main() {
    for (name, bytes, reps) in [("dep", generate::department(1).into_bytes(), 50u32), ("large", generate::large(900).into_bytes(), 1)] {
        let document = Document::parse(bytes).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let context = Context::new(&accounts);
        let mut all = vec![];
        let mut total = 0.0;
        for rule in gouji::rules::all() {
            let mut best = f64::MAX; let mut n = 0; let mut best2 = f64::MAX;
            for _ in 0..reps {
                let t = Instant::now();
                let mut checks = Checks::default();
                rule.state(&context, &mut checks);
                n = checks.all.len();
                best = best.min(t.elapsed().as_secs_f64() * 1e6);
                let t = Instant::now();
                for c in &checks.all { if let Statement::Relation(r) = &c.statement { std::hint::black_box(gouji::relation::decide(r)); } }
                best2 = best2.min(t.elapsed().as_secs_f64() * 1e6);
            }
            total += best + best2;
            all.push((best, best2, n, rule.code().to_string(), rule.reads() == Reads::All));
        }
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!("{name} total {total:.0} µs; All-readers {:.0}", all.iter().filter(|a| a.4).map(|a| a.0 + a.1).sum::<f64>());
        for a in all.iter().take(40) { println!("{:.1} µs state, {:.1} decide, {} checks, {} all={}", a.0, a.1, a.2, a.3, a.4); }
        let t = Instant::now(); let r = gouji::review::check(&context); println!("check {:?} relations {}", t.elapsed(), r.decided.len());
        let t = Instant::now(); let r2 = gouji::review::recheck(&r, &context, &[]); println!("recheck nothing {:?} {}", t.elapsed(), r2.decided.len());
        let t = Instant::now(); let r2 = gouji::review::recheck(&r, &context, &[]); println!("recheck nothing {:?} {}", t.elapsed(), r2.decided.len());
    }
}
