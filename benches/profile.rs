use gouji::document::Document;
use gouji::model::*;
use gouji::rules::*;
use std::time::Instant;
#[path = "../tests/it/support/generate.rs"]
mod generate;
fn main() {
    let bytes = generate::department(1).into_bytes();
    let document = Document::parse(bytes).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let context = Context::new(&accounts);
    let review = gouji::review::check(&context);
    let table = TableRef {
        table: TableId::named("K06"),
        period: Period::Final,
    };
    let wrong = std::env::args().any(|a| a == "wrong");
    let (accounts2, touched) = if wrong {
        let place = Reference::parse("K03[合计].本年支出合计")
            .unwrap()
            .resolve(&accounts)
            .unwrap();
        let d =
            gouji::review::apply(&document, &accounts, &[CellEdit::new(place, "1.00")]).unwrap();
        (Accounts::read(&d).unwrap(), place.table_ref())
    } else {
        (accounts.clone(), table)
    };
    let context = Context::new(&accounts2);
    let mut total = 0.0;
    let mut all = vec![];
    for rule in gouji::rules::all() {
        let hit = match rule.reads() {
            Reads::All => true,
            Reads::Tables(t) => t.contains(&touched.table),
        };
        if !hit {
            continue;
        }
        let mut best = f64::MAX;
        let mut n = 0;
        for _ in 0..100 {
            let t = Instant::now();
            let mut checks = Checks::default();
            rule.state(&context, &mut checks);
            n = checks.all.len();
            best = best.min(t.elapsed().as_secs_f64() * 1e6);
        }
        total += best;
        all.push((best, n, rule.code().to_string()));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("state {total:.0}: {:?}", &all[..16]);
    let mut best = f64::MAX;
    for _ in 0..if wrong { 400 } else { 1500 } {
        let t = Instant::now();
        std::hint::black_box(gouji::review::recheck(&review, &context, &[touched]));
        best = best.min(t.elapsed().as_secs_f64() * 1e6);
    }
    println!("recheck {best:.0} µs");
    let mut best = f64::MAX;
    for _ in 0..100 {
        let t = Instant::now();
        std::hint::black_box(gouji::review::recheck(&review, &context, &[]));
        best = best.min(t.elapsed().as_secs_f64() * 1e6);
    }
    println!("recheck nothing {best:.0} µs");
}
