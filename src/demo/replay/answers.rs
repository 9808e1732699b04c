//! What a unit answers in its self-check, how it scores itself, and what the office says when it sends that back.

use super::{
    super::season::{Season, pick, roll, text},
    self_check::Remarks,
};
use crate::{
    kernel::{points::Points, unit_kind::Area},
    self_check::{
        form::{AnswerKind, CheckForm, Question},
        model::{AreaWeights, Draft, Entered, Submission},
        rules::answer::{Files, starting_draft},
    },
    store::Failure,
    unit::model::Unit,
};

/// What is in place of a file that was handed in on paper.
const ON_PAPER: [&str; 4] = [
    "材料已按目录归档，纸质件随自查报告报送区委编办。",
    "证明材料见自查报告附件，已加盖公章。",
    "原件存办公室，检查时可现场查阅。",
    "材料较多，已刻录光盘随自查报告报送。",
];

/// Counts by the question's code: the least, and how many more there can be.
const COUNTS: [(&str, u32, u32); 11] = [
    ("Z1.5", 38, 90),
    ("Z2.1", 1, 4),
    ("Z2.2", 1, 6),
    ("Z2.5", 0, 1),
    ("Z2.7", 0, 1),
    ("Z3.2", 0, 5),
    ("Z4.2", 25, 60),
    ("Z4.3", 84, 17),
    ("Z4.4", 2, 9),
    ("Z5.2", 8, 30),
    ("Z5.7", 91, 9),
];

/// Words by the question's code.
const WORDS: [(&str, &[&str]); 6] = [
    (
        "Z1.3",
        &[
            "办事大厅一楼公示栏，自年初起张贴；查询屏同步更新。",
            "微信公众号“政务公开”菜单，自去年 6 月起；大厅公示栏同步张贴。",
            "社区党群服务中心公示栏，自今年 3 月起。",
        ],
    ),
    (
        "Z2.8",
        &[
            "利用电子屏、宣传折页和业务培训宣传责任清单，发放折页约 600 份。",
            "在“政务公开日”设点宣传，现场解答群众提问 40 余人次。",
            "组织各科室讲解本科室责任事项，制作“一图读懂”3 期。",
        ],
    ),
    (
        "Z4.7",
        &[
            "主要问题是现场检查记录不完整，已补充并对经办人员提醒谈话。",
            "发现 2 家监管对象未按要求整改，已依法下达责令改正通知书并复查合格。",
            "个别检查未按计划完成，已列入下季度计划一并落实。",
        ],
    ),
    ("Z5.6", &["收到6件，按期办结6件", "收到11件，按期办结10件", "收到3件，按期办结3件", "收到15件，按期办结14件"]),
    (
        "Z6.2",
        &[
            "推行责任事项“一事一卡”，岗位职责和留痕要求一目了然。",
            "建立责任清单落实月调度机制，问题当月发现、当月整改。",
            "与业务系统对接，临期事项自动提醒。",
        ],
    ),
    (
        "Z6.3",
        &[
            "基层人员流动较大，新进人员对责任事项不够熟悉，建议增加培训。",
            "部分事项依据修订频繁，建议上级及时推送调整信息。",
            "跨部门事项职责边界不够清晰，建议明确牵头单位。",
        ],
    ),
];

/// A complete draft; the second time what was remarked upon is put right. Where there are no files, the note says where
/// the proof lies.
pub(super) fn draft(
    season: &Season,
    weights: AreaWeights,
    form: &CheckForm,
    unit: &Unit,
    before: &Submission,
    files: &Files,
    time: u32,
) -> Draft {
    let code = unit.code.as_str();
    let mut draft = starting_draft(before);
    for question in &form.questions {
        let value = value(season, unit, question, time);
        let claims = question.evidence.is_some() && !value.is_empty() && !files.contains_key(&question.code);
        let paper = pick(&[code, season.id.as_str(), question.code.as_str(), "paper"], &ON_PAPER);
        let note = paper.filter(|_| claims).unwrap_or_default().to_owned();
        draft.answers.insert(question.code.clone(), Entered { value, note });
    }
    for area in Area::ALL {
        draft.scores.insert(area.number().to_string(), own_score(season, weights, unit, area).to_string());
    }
    draft
}

fn own_score(season: &Season, weights: AreaWeights, unit: &Unit, area: Area) -> Points {
    let (_, most) = weights.bounds(area);
    let number = area.number().to_string();
    let words = [unit.code.as_str(), season.id.as_str(), "own score", number.as_str()];
    // In halves of a point, a little below the most; area ⑥ adds a point or two.
    let below = i64::from(roll(&words, 6)) * 50;
    match area {
        Area::Other => Points(i64::from(roll(&words, 4)) * 50),
        Area::Disclosure | Area::Fulfilment | Area::Adjustment | Area::OngoingOversight | Area::ServicePledges => {
            Points(most - below)
        }
    }
}

fn value(season: &Season, unit: &Unit, question: &Question, time: u32) -> String {
    let code = question.code.as_str();
    let words = [unit.code.as_str(), season.id.as_str(), code];
    match question.answer {
        AnswerKind::YesNo => yes_no(&words, time).to_owned(),
        AnswerKind::Graded => {
            pick(&words, &["excellent", "excellent", "good", "good", "fair"]).unwrap_or("good").to_owned()
        }
        AnswerKind::Count => count(&words, code),
        AnswerKind::Text => {
            let known = WORDS.iter().find(|(known, _)| *known == code);
            known.and_then(|(_, texts)| pick(&words, texts)).unwrap_or_default().to_owned()
        }
        AnswerKind::Date => date(season, &words, code),
        AnswerKind::Url => url(unit, question),
    }
}

fn yes_no(words: &[&str], time: u32) -> &'static str {
    // A unit seldom writes a «no»; what it was asked to put right it has put right.
    if time == 1 && roll(words, 14) == 0 { "no" } else { "yes" }
}

fn count(words: &[&str], code: &str) -> String {
    let known = COUNTS.iter().find(|(known, _, _)| *known == code);
    known.map_or(0, |(_, least, more)| least + roll(words, *more)).to_string()
}

fn date(season: &Season, words: &[&str], code: &str) -> String {
    let ago = match code {
        // The report is finished before anybody hands it in.
        "Z6.4" => -46,
        _ => -60 - i64::from(roll(words, 120)),
    };
    season.day(ago).to_string()
}

fn url(unit: &Unit, question: &Question) -> String {
    match (&unit.website, question.required) {
        (Some(site), true) => format!("{}/zrqd/", site.trim_end_matches('/')),
        (Some(site), false) => format!("{}/jcjg/", site.trim_end_matches('/')),
        (None, true) => "无".to_owned(),
        (None, false) => String::new(),
    }
}

/// The code of a question and what is wrong with its answer.
const REMARKS: [(&str, &str); 6] = [
    ("Z1.6", "比对记录只有结论，没有逐项比对表，请补充。"),
    ("Z2.4", "分工表只到科室，请细化到岗位和人员。"),
    ("Z2.6", "自评等次偏高，与案卷抽查表反映的情况不一致，请核实。"),
    ("Z4.3", "完成率与报送的检查台账不一致，请说明计算口径。"),
    ("Z5.6", "请附投诉台账，并注明未按期办结的原因。"),
    ("Z6.1", "上一轮问题整改报告缺少佐证照片，请补充。"),
];

/// What the office says when it sends the unit's answers back.
pub(super) fn remarks(season: &Season, unit: &Unit) -> Result<Remarks, Failure> {
    let first = usize::try_from(roll(&[unit.code.as_str(), season.id.as_str(), "remarks"], 6)).unwrap_or_default();
    let chosen = REMARKS.iter().cycle().skip(first).take(2);
    let remarks = chosen.map(|(code, words)| Ok(((*code).to_owned(), text(words)?))).collect::<Result<_, Failure>>()?;
    Ok((remarks, text("部分内容填报不实、佐证不足，请按批注逐条补正后重新报送。")?))
}
