//! Claims about amounts of money: how much, against what, which share of what, and why.
//!
//! Paragraph by paragraph: names of items ([`path`]), the words that carry meaning ([`token`]),
//! what they say of each subject ([`sentence`], [`frame`]), and rows of claims ([`mod@write`]).
//! Counts, staff and performance are left to `disclosures`, flawed words to `wording`.

mod codes;
mod doubt;
mod frame;
mod lexicon;
mod parts;
mod path;
mod sentence;
mod subject;
mod token;
mod words;
mod write;
mod zero;

use super::draft::{Draft, ParagraphKind};
use super::topic::Topic;

use doubt::Doubt;
use frame::Frame;
use path::{Path, paths};
use sentence::{Carried, Lead, Sentences};
use subject::Subject;
use token::{Kind, Setting, Token, tokens};

/// Reads what the sections about amounts state.
pub(super) fn read(draft: &mut Draft) {
    let mut reader = Reader::default();
    for index in 0..draft.paragraphs.len() {
        reader.paragraph(draft, index);
    }
    let Reader { frames, doubts, .. } = reader;
    for (paragraph, number, why) in doubts {
        draft.doubts.insert((paragraph, number), why.text());
    }
    write::rows(draft, frames);
    zero::read(draft);
}

#[derive(Default)]
struct Reader {
    frames: Vec<Frame>,
    /// Numbers left undecided: their paragraph, their place there, and why.
    doubts: Vec<(usize, usize, Doubt)>,
    /// The section that the last paragraph lay in.
    section: usize,
    /// The first frame of that section.
    section_start: usize,
    /// The frame whose parts the next paragraphs list, with its section.
    open_list: Option<(usize, usize)>,
    /// The code that 款 and 项 of the section lie below.
    above: String,
    /// The subject that the heading of the section names.
    heading: Option<Lead>,
    /// An item that a paragraph only names, for the next one to speak of.
    named: Option<Lead>,
}

impl Reader {
    fn paragraph(&mut self, draft: &Draft, index: usize) {
        let paragraph = &draft.paragraphs[index];
        let topic = draft.topic(index);
        if !is_about_money(topic) {
            return;
        }
        if paragraph.section != self.section {
            self.enter(draft, paragraph.section);
        }
        if paragraph.kind != ParagraphKind::Body {
            return;
        }
        let setting = Setting {
            topic,
            year: draft.year,
        };
        let paths = self.paths(paragraph.text(), topic);
        let words = tokens(paragraph, &paths, setting);
        let first = self.frames.len();
        let mut sentences = Sentences::new(
            (index, paragraph),
            topic,
            &words,
            &mut self.frames,
            Carried {
                open_list: self.open_list.map(|(frame, _)| frame),
                section: self.section_start,
                heading: self.named.take().or_else(|| self.heading.clone()),
            },
        );
        sentences.read();
        let doubts = std::mem::take(&mut sentences.doubts);
        self.doubts
            .extend(doubts.into_iter().map(|(number, why)| (index, number, why)));
        self.named = only_named(&self.frames[first..], &words);
        if opens_list(&words) && self.frames.len() > first {
            // The total that the paragraph began with, or what it ended with.
            let whole = (first..self.frames.len()).find(|at| self.frames[*at].says());
            self.open_list = whole.map(|whole| (whole, paragraph.section));
        }
    }

    /// A new section: what was carried along ends with the section that it belongs to.
    fn enter(&mut self, draft: &Draft, section: usize) {
        let mut within = Some(section);
        let list = self.open_list.map(|(_, section)| section);
        while within.is_some() && within != list {
            within = draft.sections[within.unwrap_or_default()].parent;
        }
        if within.is_none() {
            self.open_list = None;
            self.above.clear();
        }
        self.section = section;
        self.section_start = self.frames.len();
        self.heading = heading(draft, section).map(|subject| Lead {
            subject,
            named: None,
        });
        self.named = None;
    }

    fn paths(&mut self, text: &str, topic: Topic) -> Vec<Path> {
        let lists_items = matches!(
            topic,
            Topic::GeneralBudget
                | Topic::Expenditure
                | Topic::Income
                | Topic::Summary
                | Topic::FiscalSummary
                | Topic::GovernmentFund
                | Topic::StateCapital
        );
        if lists_items {
            paths(text, &mut self.above)
        } else {
            Vec::new()
        }
    }
}

fn is_about_money(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Summary
            | Topic::Income
            | Topic::Expenditure
            | Topic::FiscalSummary
            | Topic::GeneralBudget
            | Topic::Basic
            | Topic::GovernmentFund
            | Topic::StateCapital
            | Topic::ThreePublic
            | Topic::OperatingCosts
            | Topic::Procurement
            | Topic::ServicePurchases
    )
}

/// Whether the paragraph ends by announcing parts: `其中：`.
fn opens_list(words: &[Token]) -> bool {
    let mut behind = words.iter().rev();
    let mark = behind.find(|token| !matches!(token.kind, Kind::Filler));
    let ends = mark.is_some_and(|token| matches!(token.kind, Kind::Colon | Kind::Stop));
    let before = behind.find(|token| !matches!(token.kind, Kind::Filler | Kind::Colon));
    ends && before.is_some_and(|token| token.kind == Kind::Parts)
}

/// The subject of a paragraph that names it and says no more: an item on a line of its own.
fn only_named(frames: &[Frame], words: &[Token]) -> Option<Lead> {
    let [frame] = frames else {
        return None;
    };
    let states = words.iter().any(|word| match word.kind {
        Kind::Number(number) => word.range.start > frame.at || number > 0,
        _ => false,
    });
    (!frame.says() && !states).then(|| Lead {
        subject: Subject {
            key: frame.key.clone(),
        },
        named: frame.named.clone(),
    })
}

/// The one subject that a heading names, where its section is about a single thing.
fn heading(draft: &Draft, section: usize) -> Option<Subject> {
    let title = &draft.sections[section].title;
    let topic = draft.sections[section].topic;
    let single = matches!(
        topic,
        Topic::ThreePublic | Topic::OperatingCosts | Topic::Procurement | Topic::ServicePurchases
    );
    let mark = super::heading::marker(title).map_or(0, |mark| mark.len);
    let rest = title.get(mark..).filter(|_| single)?;
    let mut places = rest.char_indices();
    places.find_map(|(at, _)| subject::at(&rest[at..], topic)?.1)
}

#[cfg(test)]
mod tests {
    use crate::narrative::{Reading, StatedRow, read};

    const SHOWN: [&str; 16] = [
        "subject",
        "amount",
        "against",
        "base",
        "direction",
        "change",
        "rate_direction",
        "rate",
        "share",
        "of",
        "completion",
        "part_of",
        "within",
        "sum_within",
        "reason",
        "use",
    ];

    /// Reads sentences below a heading of a text of 2023.
    fn reading(heading: &str, body: &str) -> (String, Reading) {
        let text = format!(
            "甲市乙局2023年度部门决算\n第三部分 2023年度部门决算情况说明\n一、{heading}\n{body}\n"
        );
        let reading = read(&text, &[]);
        (text, reading)
    }

    /// The claims as lines; every part of the text that a member comes from prints that member.
    fn claims(heading: &str, body: &str) -> Vec<String> {
        let (text, reading) = reading(heading, body);
        let rows = reading.rows.iter().filter(|row| row.table == "claims");
        rows.map(|row| line(&text, row)).collect()
    }

    fn line(text: &str, row: &StatedRow) -> String {
        for (key, value) in &row.members {
            let Some(span) = value.span else { continue };
            let printed = half_width(&text[span.range()]);
            let words = matches!(*key, "because" | "purpose" | "named");
            let same = if words {
                half_width(&value.printed) == printed
            } else {
                value.printed == printed
            };
            assert!(same, "{key}: {} is not {printed}", value.printed);
        }
        let members = SHOWN.iter().filter_map(|key| {
            let value = &row.get(key)?.printed;
            Some(match *key {
                "subject" | "against" | "direction" | "rate_direction" => value.clone(),
                key => format!("{key}={value}"),
            })
        });
        members.collect::<Vec<_>>().join(" ")
    }

    fn half_width(text: &str) -> String {
        let chars = text.chars().filter(|c| !c.is_whitespace());
        chars
            .map(|c| match c {
                '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap(),
                '．' => '.',
                '％' => '%',
                '(' => '（',
                ')' => '）',
                c => c,
            })
            .collect()
    }

    /// The numbers that are not told, with why.
    fn undecided(heading: &str, body: &str) -> Vec<String> {
        let (text, reading) = reading(heading, body);
        let list = reading.undecided.iter();
        list.map(|(span, why)| format!("{} {}", &text[span.range()], why.zh))
            .collect()
    }

    #[test]
    fn a_total_with_its_change() {
        let due = [
            "K01[收入总计].决算数 amount=1,200.50元 上年数 减少 change=99.50元 下降 rate=7.65% reason=否",
        ];
        let said = "2023年度收、支总计1,200.50元,比上年减少99.50元,下降7.65%。";
        assert_eq!(claims("收入支出决算总体情况说明", said), due);
        let due = [
            "K01[收入总计].决算数 amount=880.00万元 上年数 增加 change=80.00万元 增长 rate=10.00% reason=是",
        ];
        for said in [
            "甲市乙局2023年度收入支出总计880.00万元。与2022年度相比，收入支出总计增加80.00万元，增长10.00%。主要原因：新设两个科室。",
            "2023年度收入总计880.00万元，与2022年度决算数相比，增加80.00万元，增长10.00%，主要是新设两个科室。",
            "2023年度收、支总计８８０．００\n万 元。较上年同期增加80.00万元，同比增长１０．００％，原因是新设两个科室。",
        ] {
            assert_eq!(claims("收入支出决算总体情况说明", said), due, "{said}");
        }
    }

    #[test]
    fn parts_with_their_shares() {
        let said = "2023年度本年支出合计500.00万元，其中：基本支出200.00万元，占支出合计的40.00%；项目支出300.00万元，占60.00%。";
        let due = [
            "K03[合计].本年支出合计 amount=500.00万元",
            "K03[合计].基本支出 amount=200.00万元 share=40.00% of=K03[合计].本年支出合计 part_of=C001",
            "K03[合计].项目支出 amount=300.00万元 share=60.00% of=K03[合计].本年支出合计 part_of=C001",
        ];
        assert_eq!(claims("支出决算情况说明", said), due);
        let (_, reading) = reading("支出决算情况说明", said);
        let lists = reading.rows.iter().filter_map(|row| row.get("list"));
        let lists: Vec<&str> = lists.map(|list| &*list.printed).collect();
        assert_eq!(lists, ["支出构成（第4行）"; 2]);
    }

    #[test]
    fn what_follows_a_list_is_said_of_its_whole() {
        let said = "2023年度总收入90.00万元，其中本年收入合计80.00万元，年初结转和结余10.00万元。较上年增加5.00万元，增长5.88%。";
        let found = claims("收入支出决算总体情况说明", said);
        assert!(found[0].starts_with("K01[收入总计].决算数 amount=90.00万元 上年数 增加"));
        assert_eq!(found[2], "K01[年初结转和结余].决算数 amount=10.00万元");
    }

    #[test]
    fn items_with_their_budgets() {
        let said = "一般公共预算财政拨款支出年初预算为0万元，全年预算为50.00万元，支出决算为40.00万元，完成年初预算的80.00%。决算数小于预算数的主要原因：工期推迟。其中：\n1、教育支出（类）进修及培训（款）培训支出（项）。主要用于：职工培训。全年预算为50.00万元，支出决算为40.00万元，完成全年预算数的80.00%。决算数小于全年预算数的主要原因：改为线上。";
        let due = [
            "K06[合计].合计 amount=40.00万元 年初预算数 base=0万元 completion=80.00%",
            "K06[合计].合计 amount=40.00万元 全年预算数 base=50.00万元 小于 reason=是",
            "K06[2050803].合计 amount=40.00万元 全年预算数 base=50.00万元 小于 completion=80.00% part_of=C002 reason=是 use=是",
        ];
        assert_eq!(claims("一般公共预算财政拨款支出决算情况说明", said), due);
        let said = "1.教育支出（类）进修及培训（款）培训支出（项）。\n年初预算为3.00万元，支出决算为3.00万元，与年初预算数持平。";
        let due = ["K06[2050803].合计 amount=3.00万元 年初预算数 base=3.00万元 持平"];
        assert_eq!(claims("一般公共预算财政拨款支出决算情况说明", said), due);
    }

    #[test]
    fn levels_in_quotes() {
        let said = "1、“教育支出”（类）2023年度决算9.00万元，比2023年年初预算减少1.00万元，下降10.00%。其中：“进修及培训”（款）2023年度决算9.00万元，比2023年年初预算10.00万元减少1.00万元，降幅10.00%。主要原因：改为线上。";
        let due = [
            "K06[205].合计 amount=9.00万元 年初预算数 减少 change=1.00万元 下降 rate=10.00%",
            "K06[20508].合计 amount=9.00万元 年初预算数 base=10.00万元 减少 change=1.00万元 降幅 rate=10.00% within=C001 reason=是",
        ];
        assert_eq!(claims("一般公共预算财政拨款支出决算情况说明", said), due);
    }

    #[test]
    fn names_in_front_of_a_figure_are_no_subjects() {
        let said = "2023年使用一般公共预算财政拨款安排基本支出50.00元，使用政府性基金财政拨款安排基本支出0元，其中：（1）工资福利支出包括基本工资、公务接待费等支出30.00元；（2）商品和服务支出包括办公费、因公出国（境）费、其他商品和服务等，支出20.00元。";
        let due = [
            "K07[合计].决算数 amount=50.00元",
            "K09[合计].决算数 amount=0元",
            "K07[301].决算数 amount=30.00元 part_of=C001",
            "K07[302].决算数 amount=20.00元 part_of=C001",
        ];
        assert_eq!(claims("财政拨款基本支出决算情况说明", said), due);
    }

    #[test]
    fn parts_are_compared_as_their_whole_is() {
        let said = "2023年度“三公”经费财政拨款支出决算数比2022年度减少0.20万元，下降10.00%，其中：因公出国（境）费支出决算持平；公务用车购置及运行维护费支出与上年持平；公务接待费支出决算减少0.20万元，下降40.00%。";
        let due = [
            "K11[合计].决算数 上年数 减少 change=0.20万元 下降 rate=10.00% reason=否",
            "K11[因公出国（境）费].决算数 上年数 持平 part_of=C001",
            "K11[公务用车购置及运行维护费].决算数 上年数 持平 part_of=C001",
            "K11[公务接待费].决算数 上年数 减少 change=0.20万元 下降 rate=40.00% part_of=C001",
        ];
        assert_eq!(claims("“三公”经费支出决算情况说明", said), due);
    }

    #[test]
    fn a_heading_says_whose_figure_it_is() {
        let said = "（二）公务接待费\n2023年度支出1.00万元，比年初预算减少0.50万元；比上年增加0.20万元，增长25.00%。其中：国内接待费0.80万元（含外宾接待支出0.10万元），外事接待费0.20万元。";
        let due = [
            "K11[公务接待费].决算数 amount=1.00万元 年初预算数 减少 change=0.50万元 reason=否",
            "K11[公务接待费].决算数 amount=1.00万元 上年数 增加 change=0.20万元 增长 rate=25.00% reason=否",
            "国内公务接待费 amount=0.80万元",
            "外宾接待费 amount=0.10万元 within=C003",
            "外宾接待费 amount=0.20万元",
        ];
        assert_eq!(claims("“三公”经费支出决算情况说明", said), due);
    }

    #[test]
    fn a_list_of_purposes_states_its_parts() {
        let said = "2023年度支出合计50.00万元。\n主要用于：教育支出（类）40.00万元，占80.00%；卫生健康支出（类）10.00万元，占20.00%。";
        let due = [
            "K03[合计].本年支出合计 amount=50.00万元",
            "K03[205].本年支出合计 amount=40.00万元 share=80.00% of=K03[合计].本年支出合计",
            "K03[210].本年支出合计 amount=10.00万元 share=20.00% of=K03[合计].本年支出合计",
        ];
        assert_eq!(claims("支出决算情况说明", said), due);
    }

    #[test]
    fn nothing_spent_of_a_budget_is_no_empty_table() {
        let declared = |said: &str| {
            let (_, reading) = reading("“三公”经费支出决算情况说明", said);
            let mut rows = reading.rows.iter();
            rows.any(|row| row.table == "declarations")
        };
        assert!(declared("甲市乙局2023年度无“三公”经费财政拨款支出。"));
        assert!(!declared(
            "“三公”经费支出年初预算为0.50万元，支出决算为0万元。\n甲市乙局2023年度无“三公”经费财政拨款支出。"
        ));
    }

    #[test]
    fn procurement_and_what_small_enterprises_won() {
        let said = "2023年度政府采购支出总额90.00万元，其中：政府采购货物支出10.00万元、政府采购工程支出30.00万元、政府采购服务支出50.00万元。授予中小企业合同金额45.00万元，占政府采购支出总额的50.00%，其中：授予小微企业合同金额9.00万元，占授予中小企业合同金额的20.00%。\n面向中小企业预留的政府采购项目中，由中小企业中标的，采购金额40.00万元；其他政府采购项目中，由中小企业供应商中标的，采购金额5.00万元。";
        let due = [
            "K12[合计].决算数 amount=90.00万元",
            "K12[货物].决算数 amount=10.00万元 part_of=C001",
            "K12[工程].决算数 amount=30.00万元 part_of=C001",
            "K12[服务].决算数 amount=50.00万元 part_of=C001",
            "K12[授予中小企业合同金额].决算数 amount=45.00万元 share=50.00% of=K12[合计].决算数 within=C001",
            "K12[授予小微企业合同金额].决算数 amount=9.00万元 share=20.00% of=K12[授予中小企业合同金额].决算数 within=C005",
            "面向中小企业预留项目的成交额 amount=40.00万元 sum_within=C001",
            "其他项目中中小企业的成交额 amount=5.00万元 sum_within=C001",
        ];
        assert_eq!(claims("政府采购支出情况", said), due);
    }

    #[test]
    fn a_rate_without_its_sign_is_a_rate() {
        let said =
            "机关运行经费支出30.00万元，比2022年度增加2.00万元，增长7.14。主要原因是水电费上涨。";
        let due = [
            "机关运行经费[机关运行经费].决算数 amount=30.00万元 上年数 增加 change=2.00万元 增长 rate=7.14 reason=是",
        ];
        assert_eq!(claims("机关运行经费支出情况", said), due);
    }

    #[test]
    fn a_fund_part_of_an_expense_is_no_total() {
        let said = "2023年度“三公”经费支出决算5.00万元（其中：一般公共预算支出5.00万元；政府性基金预算支出0万元）。与上年相比，增加1.00万元。";
        let due = ["K11[合计].决算数 amount=5.00万元 上年数 增加 change=1.00万元 reason=否"];
        assert_eq!(claims("“三公”经费支出决算情况说明", said), due);
    }

    #[test]
    fn an_average_is_no_amount_of_its_subject() {
        let said = "公务接待费支出决算3.00万元，接待10批次，人均公务接待费0.03万元，平均每批0.30万元，比上年增加1.00万元。";
        let due = ["K11[公务接待费].决算数 amount=3.00万元 上年数 增加 change=1.00万元 reason=否"];
        assert_eq!(claims("“三公”经费支出决算情况说明", said), due);
    }

    #[test]
    fn a_share_of_what_all_funds_paid() {
        let share = |funds: &str| {
            let said = format!(
                "一般公共预算财政拨款支出40.00万元，主要用于以下方面：教育支出（类）10.00万元，占本年财政拨款支出20.00%。\n{funds}"
            );
            claims("一般公共预算财政拨款支出决算情况说明", &said)[1].clone()
        };
        let of_all = share("政府性基金预算财政拨款支出10.00万元。");
        assert!(of_all.contains("of=K04[本年支出合计]"), "{of_all}");
        for none in [
            "本年度无政府性基金预算财政拨款支出。",
            "政府性基金预算财政拨款支出0元。",
        ] {
            let of_all = share(none);
            assert!(of_all.contains("of=K06[合计].合计"), "{of_all}");
        }
    }

    #[test]
    fn other_words_and_orders() {
        let said = "2023年度支出合计50.00万元，比2022年度40.00万元多支出10.00万元，增长25.00%。";
        let due = [
            "K03[合计].本年支出合计 amount=50.00万元 上年数 base=40.00万元 多支出 change=10.00万元 增长 rate=25.00%",
        ];
        assert_eq!(claims("支出决算情况说明", said), due);
        let said = "2023年度收入合计50.00万元，其中财政拨款收入占90.00%，为45.00万元。";
        let found = claims("收入决算情况说明", said);
        assert_eq!(
            found[1],
            "K02[合计].财政拨款收入 amount=45.00万元 share=90.00% of=K02[合计].本年收入合计"
        );
        let said = "人员经费8.00万元，占基本支出的80.00%；公用经费2.00万元，占20.00%。";
        let found = claims("一般公共预算财政拨款基本支出决算情况说明", said);
        assert!(
            found[1].ends_with("share=20.00% of=K07[合计].决算数"),
            "{found:?}"
        );
    }

    #[test]
    fn purchases_by_their_bare_names() {
        let said = "政府采购支出总额50.00万元，其中：货物20.00万元，占40.00%；工程类10.00万元；服务支出20.00万元。授予中小企业合同金额30.00万元，其中：货物9.00万元。";
        let found = claims("政府采购支出情况", said);
        let due = [
            "K12[合计].决算数 amount=50.00万元",
            "K12[货物].决算数 amount=20.00万元 share=40.00% of=K12[合计].决算数 part_of=C001",
            "K12[工程].决算数 amount=10.00万元 part_of=C001",
            "K12[服务].决算数 amount=20.00万元 part_of=C001",
            "K12[授予中小企业合同金额].决算数 amount=30.00万元 within=C001",
        ];
        assert_eq!(found, due);
    }

    #[test]
    fn vehicles_by_their_long_names() {
        for name in ["公务用车购置费及运行维护费", "公务用车购置、运行维护费"]
        {
            let said = format!("{name}支出3.00万元。");
            let found = claims("“三公”经费支出决算情况说明", &said);
            assert_eq!(
                found,
                ["K11[公务用车购置及运行维护费].决算数 amount=3.00万元"]
            );
        }
    }

    #[test]
    fn what_is_not_clear_is_left_open() {
        let heading = "支出决算情况说明";
        let subject = "主语不明确，不能确定是哪一项的数";
        for (said, due) in [
            // Two subjects side by side, then none.
            (
                "基本支出5.00万元，项目支出6.00万元。比上年增加1.00万元。",
                vec![format!("1.00万元 {subject}")],
            ),
            // A subject that no table has.
            (
                "基本支出5.00万元，会议室改造3.00万元，占60.00%。",
                vec![format!("3.00万元 {subject}"), format!("60.00% {subject}")],
            ),
            (
                "基本支出、项目支出分别为5.00万元、6.00万元。",
                vec![
                    "5.00万元 用“分别”并列了几个数，不能确定各属哪一项".to_owned(),
                    "6.00万元 用“分别”并列了几个数，不能确定各属哪一项".to_owned(),
                ],
            ),
            (
                "基本支出5.00万元，比上年增加1.00万元，主要原因是购车2.00万元。",
                vec!["2.00万元 写在变动原因里，没有对应的表格项目".to_owned()],
            ),
            (
                "基本支出5.00万元，比上年增加（减少）1.00万元。",
                vec!["1.00万元 增减两个方向都写着，没有选定".to_owned()],
            ),
            (
                "基本支出5.00万，项目支出6.00万元。",
                vec!["5.00万 金额缺少“元”，单位不完整".to_owned()],
            ),
        ] {
            assert_eq!(undecided(heading, said), due, "{said}");
        }
    }
}
