//! What a number in a sentence counts: the noun phrase at it, without the words that any sentence
//! may have there.

use crate::narrative::heading::numeral_len;

use crate::narrative::disclosures::phrase::last;

/// Words that a phrase may begin with and that do not say what is counted.
const FRONT: [&str; 51] = [
    "在",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "截至目前",
    "截止目前",
    "截至年底",
    "截至",
    "全年",
    "本年度",
    "本年",
    "年度",
    "其中",
    "按时",
    "实际",
    "累计",
    "共计",
    "总计",
    "合计",
    "共",
    "已经",
    "已",
    "均",
    "并",
    "同时",
    "以及",
    "还",
    "又",
    "另",
    "完成",
    "进行",
    "开展",
    "组织",
    "实施",
    "涵盖",
    "形成",
    "实现",
    "包括",
    "包含",
    "承担",
    "提供",
    "属于",
    "有",
    "为",
    "对",
    "至少",
    "分别",
    "各",
    "度",
];

/// Words that a phrase may end with before its number.
const BACK: [&str; 31] = [
    "如下",
    "包括",
    "其中",
    "共计",
    "共有",
    "总计",
    "合计",
    "累计",
    "达到",
    "突破",
    "超过",
    "不少于",
    "不低于",
    "至少",
    "大约",
    "将近",
    "共",
    "达",
    "逾",
    "超",
    "约",
    "近",
    "为",
    "是",
    "已",
    "完成",
    "进行",
    "开展",
    "的",
    "各",
    "：",
];

/// Words that say that a number is not meant exactly.
const ABOUT: [&str; 9] = [
    "突破",
    "超过",
    "逾",
    "超",
    "约",
    "大约",
    "近",
    "将近",
    "达到近",
];

/// Verbs that say what was done with what is counted; another verb is another thing.
const VERBS: [&str; 22] = [
    "开设", "优化", "建设", "新增", "推出", "设立", "打造", "发布", "制作", "上线", "设置", "更新",
    "修订", "制定", "出台", "建立", "新建", "改造", "培训", "发放", "印发", "拨打",
];

/// Where the noun behind a number ends at the latest.
const ENDS: [&str; 22] = [
    "基础上",
    "以",
    "进行",
    "并",
    "均",
    "已",
    "入选",
    "获得",
    "获评",
    "获",
    "在",
    "由",
    "被",
    "开展",
    "得到",
    "纳入",
    "用于",
    "全部",
    "为主",
    "达",
    "共",
    "按",
];

/// How often something is done, the longer words first.
const EVERY: [&str; 9] = [
    "每工作日",
    "每季度",
    "每半年",
    "每星期",
    "每日",
    "每天",
    "每周",
    "每月",
    "每年",
];

/// The words of a phrase without those at its front.
pub(super) fn without_front(words: &str) -> &str {
    let mut words = words;
    loop {
        let years = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let years = match years.strip_prefix('年') {
            Some(rest) if years.len() < words.len() => rest,
            _ => words,
        };
        let bare = FRONT.iter().find_map(|word| years.strip_prefix(word));
        let next = bare.unwrap_or(years);
        if next.len() == words.len() {
            return words;
        }
        words = next;
    }
}

/// The words before a number that say what it counts; empty when none do.
pub(super) fn before(words: &str) -> &str {
    let mut words = words;
    while let Some(rest) = BACK.iter().find_map(|word| words.strip_suffix(word)) {
        words = rest;
    }
    // “甲”“乙”等一级栏目: what stands behind the names.
    if let Some((at, mark)) = last(words, &["”", "》"]) {
        words = &words[at + mark.len()..];
    }
    if let Some((at, word)) = last(words, &["等"])
        && !words[at + word.len()..].is_empty()
        && !words.ends_with("等级")
    {
        words = &words[at + word.len()..];
    }
    words = words.strip_prefix('等').unwrap_or(words);
    // 对甲进行乙, 甲每月完成一次乙: what was done.
    if let Some((at, verb)) = last(words, &["进行", "开展", "完成"])
        && !words[at + verb.len()..].is_empty()
    {
        words = &words[at + verb.len()..];
    }
    let words = without_front(words);
    without_times(words)
}

/// Without `一次` at the front.
fn without_times(words: &str) -> &str {
    let numeral = numeral_len(words);
    let rest = &words[numeral..];
    match rest.strip_prefix(['次', '个', '项']) {
        Some(rest) if numeral > 0 => rest,
        _ => words,
    }
}

/// The noun right behind a number.
pub(super) fn behind(words: &str) -> &str {
    let end = ENDS.iter().filter_map(|word| words.find(word)).min();
    let words = &words[..end.unwrap_or(words.len())];
    words.trim_end_matches(['的', '等'])
}

/// The verb that a clause begins with, apart from the words that any clause may begin with.
pub(super) fn verb(clause: &str) -> Option<&'static str> {
    let words = without_front(clause);
    let starts = VERBS.iter().find(|verb| words.starts_with(**verb));
    starts.copied()
}

/// The verb right before a list of names: `全新开设“甲”“乙”等16个专栏`.
pub(super) fn verb_before_list(words: &str) -> Option<&'static str> {
    let (before, _) = words.split_once(['“', '《'])?;
    VERBS.into_iter().find(|verb| before.ends_with(verb))
}

/// How often, if a phrase says it.
pub(super) fn every(words: &str) -> Option<(usize, &'static str)> {
    last(words, &EVERY)
}

/// Whether a phrase says before its number that it is not meant exactly.
pub(super) fn is_about(words: &str) -> bool {
    ABOUT.iter().any(|word| words.ends_with(word))
}

/// A topic as it is compared: without 的.
pub(super) fn normal(topic: &str) -> String {
    topic.replace(['的', '“', '”', ' '], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted() {
        for (words, due) in [
            ("2023年共完成政务信息审核", "政务信息审核"),
            ("其中属于重点栏目的共", "重点栏目"),
            ("实际涵盖网站栏目", "网站栏目"),
            ("各街道进行操作指导", "操作指导"),
            ("其余栏目每月完成一次全面检查", "全面检查"),
            ("已经设置“甲”“乙”等一级栏目", "一级栏目"),
            ("共完成", ""),
            ("更新操作手册", "更新操作手册"),
        ] {
            assert_eq!(before(words), due, "{words}");
        }
        assert_eq!(behind("电话以"), "电话");
        assert_eq!(behind("信件的时效检查及流转"), "信件的时效检查及流转");
    }
}
