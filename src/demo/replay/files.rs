//! The files that people hand in: received and attached by the very commands of an upload, each under a key of its own
//! words, so that a demo has the same files each time.

use chrono::{DateTime, Utc};

use super::super::{
    papers::{Paper, document, note, photograph, table},
    season::{Season, roll},
};
use crate::{
    evidence::{
        model::Evidence,
        store::{Arrival, receive_at},
    },
    kernel::actor::Actor,
    server::files::FileKey,
    store::Failure,
    unit::model::Unit,
};

/// Receives a file, as an upload does. `words` are what no other file of the demo has.
pub(super) async fn receive(
    season: &Season,
    actor: &Actor,
    at: DateTime<Utc>,
    words: &str,
    paper: Paper,
) -> Result<Evidence, Failure> {
    let arrival = Arrival { key: FileKey::of(&format!("zeqing demo {words}")), at, comes_again: false };
    receive_at(&season.store, &season.files, actor, arrival, "file", &paper.name, paper.content).await
}

/// What proves the answer to a question of the self-check; `None` where the demo has nothing for it.
pub(super) fn of_question(unit: &Unit, code: &str) -> Result<Option<Paper>, Failure> {
    let name = unit.name.as_str();
    let paper = match code {
        "Z1.4" => photograph("责任清单公示页面截图", name, roll(&[unit.code.as_str(), code], 4)),
        "Z2.1" => document(
            "领导班子研究责任清单会议纪要",
            name,
            &[
                "会议听取责任清单落实情况汇报，研究下一步工作。",
                "议定：责任事项逐项明确到岗位和人员，",
                "由办公室每季度核对一次。",
            ],
        ),
        "Z4.3" => table(
            "年度检查计划台账",
            name,
            &["检查事项", "计划次数", "完成次数"],
            &[&["日常检查", "12", "11"], &["专项检查", "4", "4"], &["联合检查", "2", "2"]],
        )?,
        "Z2.2" => note(
            "责任清单学习签到记录",
            name,
            &[
                "第一次：责任清单和检查办法，示例甲、示例乙、示例丙签到。",
                "第二次：本单位新增责任事项，示例甲、示例丙签到。",
            ],
        ),
        _ => return Ok(None),
    };
    Ok(Some(paper))
}

/// The questions that [`of_question`] knows.
pub(super) const QUESTIONS: [&str; 4] = ["Z1.4", "Z2.1", "Z2.2", "Z4.3"];

/// What proves the step record with this number, from 1, of a visit; `None` where the demo has nothing for it.
pub(super) fn of_step(unit: &Unit, number: usize) -> Result<Option<Paper>, Failure> {
    let name = unit.name.as_str();
    let paper = match number {
        2 => photograph("座谈会现场照片", name, roll(&[unit.code.as_str(), "symposium"], 4)),
        4 => note(
            "群众访谈记录",
            name,
            &["访谈办事群众示例丁：承诺时限有公示，当天办结。", "访谈办事群众示例戊：建议增加延时服务窗口。"],
        ),
        7 => document(
            "落实责任清单文件扫描件",
            name,
            &[
                "关于落实行政责任清单的通知（示例文号）",
                "一、责任事项分解到内设机构和岗位。",
                "二、办公室牵头，每季度核对一次。",
            ],
        ),
        9 => table(
            "监管台账摘录",
            name,
            &["监管事项", "检查日期", "处理情况"],
            &[&["示例事项一", "第一季度", "未发现问题"], &["示例事项二", "第二季度", "责令改正，已复查"]],
        )?,
        _ => return Ok(None),
    };
    Ok(Some(paper))
}

/// What proves the finding with this number.
pub(super) fn of_finding(unit: &Unit, title: &str, number: u32) -> Result<Paper, Failure> {
    let lines = [title, "以上情况由检查组两名成员当场核对，", "经办人示例甲在场确认。"];
    in_turn(number, "问题核对材料", unit, &lines)
}

/// What proves an entry of the score sheet that is handed in at this place of the group, from 0.
pub(super) fn of_score(unit: &Unit, code: &str, place: u32) -> Result<Paper, Failure> {
    let line = format!("指标 {code}：查阅材料时逐项核对，扣分处已标注。");
    in_turn(place, "评分核对材料", unit, &[&line, "核对人：示例检查员。"])
}

/// What goes with a report of progress.
pub(super) fn of_progress(unit: &Unit, title: &str, turn: u32) -> Result<Paper, Failure> {
    in_turn(turn, "整改进展材料", unit, &[title, "已完成排查，责任到岗到人，正在修订流程。"])
}

/// What goes with the request for closure.
pub(super) fn of_closure(unit: &Unit, title: &str) -> Result<[Paper; 4], Failure> {
    let name = unit.name.as_str();
    Ok([
        document("整改完成报告", name, &[title, "整改措施已全部落实，经自查自验未再发现同类问题。"]),
        photograph("整改后照片", name, roll(&[unit.code.as_str(), title], 4)),
        table(
            "整改核销清单",
            name,
            &["整改事项", "完成情况", "责任岗位"],
            &[&["补正缺失内容", "已完成", "示例岗位一"], &["修订内部流程", "已完成", "示例岗位二"]],
        )?,
        note("培训记录", name, &["组织相关科室专题培训一次，示例甲、示例乙、示例丙签到。"]),
    ])
}

/// The same words as a file of each kind in turn.
fn in_turn(turn: u32, title: &str, unit: &Unit, lines: &[&str]) -> Result<Paper, Failure> {
    let name = unit.name.as_str();
    match turn % 4 {
        0 => Ok(note(title, name, lines)),
        1 => Ok(photograph(title, name, turn)),
        2 => Ok(document(title, name, lines)),
        _ => table(title, name, &["核对内容"], &lines.chunks(1).collect::<Vec<_>>()),
    }
}
