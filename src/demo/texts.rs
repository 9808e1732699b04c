//! What was found and what was praised: plausible for its area of Art. 6, and invented.

use crate::{inspection::model::Severity, kernel::unit_kind::Area};

/// A problem as a group would write it down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Problem {
    /// The area.
    pub(super) area: Area,
    /// The indicator that it costs points in.
    pub(super) indicator: &'static str,
    /// The problem in one sentence.
    pub(super) title: &'static str,
    /// What was seen.
    pub(super) detail: &'static str,
    /// How grave it is.
    pub(super) severity: Severity,
    /// What is advised.
    pub(super) advice: &'static str,
}

const fn problem(
    area: Area,
    indicator: &'static str,
    severity: Severity,
    title: &'static str,
    detail: &'static str,
    advice: &'static str,
) -> Problem {
    Problem { area, indicator, title, detail, severity, advice }
}

use Area::{Adjustment, Disclosure, Fulfilment, OngoingOversight, Other, ServicePledges};
use Severity::{General, Minor, Serious};

/// Problems over the six areas.
pub(super) const PROBLEMS: [Problem; 26] = [
    problem(
        Disclosure,
        "F1.2",
        Minor,
        "门户网站公示的责任事项与审定版本有 3 处不一致",
        "随机比对 20 项，其中 2 项追责情形表述为旧版，1 项责任事项名称漏“备案”二字。",
        "按审定版本逐项核对并更新公示页面，更新后留存网页截图。",
    ),
    problem(
        Adjustment,
        "F3.1",
        General,
        "法规修订后 2 项责任事项未在 20 个工作日内提出调整意见",
        "相关条例修订施行已超过 40 个工作日，涉及的 2 项事项仍按原条款列示，未见调整申请表。",
        "立即提出调整申请，明确法规动态跟踪的责任科室和时限。",
    ),
    problem(
        Fulfilment,
        "F2.4",
        Serious,
        "抽查案卷 10 件，4 件缺少事后监管环节记录",
        "4 件案卷办结后未按责任清单要求开展回访或复查，卷内无任何监管记录，经办人称“口头了解过”。",
        "补做复查并入卷，修订案卷评查标准，将事后监管作为归档必备要件。",
    ),
    problem(
        ServicePledges,
        "F5.2",
        General,
        "抽查办件 20 件，3 件超出承诺时限",
        "3 件分别超出承诺时限 1、2、4 个工作日，系统内均未登记延期原因。",
        "在办件系统中设置临期提醒，超时件须登记原因并告知申请人。",
    ),
    problem(
        OngoingOversight,
        "F4.3",
        General,
        "年度检查计划中 5 次检查没有检查记录",
        "对照年度检查计划，二季度应开展的 12 次检查仅见 7 份记录，其余 5 次无台账、无照片。",
        "补齐可以查证的记录，不能补的作出书面说明；三季度起按月报送检查台账。",
    ),
    problem(
        Disclosure,
        "F1.6",
        Minor,
        "公示的监督电话 3 次抽拨 2 次无人接听",
        "工作日上午 10 时、下午 3 时、4 时各拨打一次，前两次响铃至自动挂断。",
        "落实专人值守并登记来电，午间实行转接。",
    ),
    problem(
        Fulfilment,
        "F2.3",
        General,
        "责任清单未分解到岗到人",
        "有落实文件，但附件分工表只到科室，未明确岗位和人员，8 项责任事项无承办人。",
        "完善分工表，逐项明确承办岗位、复核岗位和分管领导。",
    ),
    problem(
        Other,
        "F6.6",
        General,
        "上一轮检查指出的公示栏陈旧问题重复出现",
        "办事大厅一楼公示栏仍为两年前版本，上一轮检查已指出并报告整改完成。",
        "更换公示内容，建立公示栏季度核查制度，向检查组提交更换前后照片。",
    ),
    problem(
        Adjustment,
        "F3.5",
        Minor,
        "核准后第 27 个工作日才更新公示",
        "调整申请核准后未同步通知网站管理员，公示更新滞后。",
        "将“核准—公示”流转写入内部流程，核准次日起 10 个工作日内完成公示。",
    ),
    problem(
        ServicePledges,
        "F5.1",
        Minor,
        "2 个服务事项未公示投诉处理方式",
        "窗口公示牌和办事指南均只列时限和条件，未列投诉渠道和答复时限。",
        "按四项内容补齐公示，线上线下保持一致。",
    ),
    problem(
        OngoingOversight,
        "F4.1",
        General,
        "事中事后监管措施未覆盖全部应监管事项",
        "监管对照表列出 31 项，责任清单中应监管事项 38 项，缺 7 项措施。",
        "补充 7 项监管措施并明确检查频次，经集体审议后印发。",
    ),
    problem(
        Fulfilment,
        "F2.1",
        Minor,
        "领导班子本年度仅传达、未专题研究责任清单落实",
        "会议记录显示 3 月传达了检查办法，未形成研究意见和分工。",
        "召开专题会议研究责任清单落实情况，形成会议纪要。",
    ),
    problem(
        Fulfilment,
        "F2.5",
        General,
        "抽查 20 件，4 件未在规定时限内办结",
        "4 件均超过法定时限，其中 1 件超期 9 个工作日，未履行延期审批手续。",
        "建立办件时限周通报制度，超期件由分管领导签字说明。",
    ),
    problem(
        Disclosure,
        "F1.4",
        Minor,
        "责任清单栏目链接失效",
        "门户首页“政务公开”栏目下责任清单链接打开为空白页，经搜索才能找到。",
        "修复链接，在首页显著位置设置入口，每月检查一次链接有效性。",
    ),
    problem(
        OngoingOversight,
        "F4.5",
        Minor,
        "“双随机、一公开”抽查结果公开不完整",
        "本年度开展抽查 6 次，公开结果 4 次，公开内容缺少处理情况。",
        "补充公开 2 次抽查结果，统一公开格式，列明问题和处理情况。",
    ),
    problem(
        ServicePledges,
        "F5.4",
        General,
        "投诉台账中 2 件未按期答复",
        "2 件投诉均超过 15 日未答复投诉人，台账处理结果栏为空。",
        "限期答复并回访，落实投诉首接负责和到期督办。",
    ),
    problem(
        Adjustment,
        "F3.4",
        Serious,
        "自行删减 1 项责任事项，未经核准",
        "公示版本较审定版本少 1 项行政检查事项，未见调整申请和核准文件。",
        "立即恢复该事项，查明删减原因，今后一律先核准后调整。",
    ),
    problem(
        Fulfilment,
        "F2.2",
        Minor,
        "责任清单学习流于形式",
        "全年学习 1 次，签到表为同一人代签，学习材料未覆盖新增事项。",
        "按季度组织学习，新增、变更事项专题培训，随机抽测学习效果。",
    ),
    problem(
        ServicePledges,
        "F5.3",
        Minor,
        "延时服务有安排、无记录",
        "值班安排表张贴在大厅，但近三个月没有延时服务办件登记。",
        "建立延时服务登记簿，窗口负责人每周核对。",
    ),
    problem(
        OngoingOversight,
        "F4.2",
        General,
        "监管责任未明确到内设机构",
        "3 项跨科室监管事项均写“相关科室”，检查时两个科室互相推诿。",
        "明确牵头科室和配合科室，修订监管责任分工表。",
    ),
    problem(
        Disclosure,
        "F1.3",
        Minor,
        "公示缺少追责情形",
        "12 项责任事项公示页面只列责任内容和依据，未列追责情形。",
        "按统一模板补齐公示要素，补齐后报区委编办备查。",
    ),
    problem(
        Fulfilment,
        "F2.6",
        Serious,
        "因未履行法定职责被行政诉讼判决败诉 1 件",
        "法院判决确认对群众举报未在法定期限内作出处理，属应为不为。",
        "履行判决并报告结果，逐件复核近两年举报办理情况，开展专题警示学习。",
    ),
    problem(
        Adjustment,
        "F3.3",
        General,
        "上级下放事项 1 项未同步列入责任清单",
        "市级文件下放的 1 项审批事项已实际承接办理，责任清单未列。",
        "对照下放文件补充责任事项，同步完善办事指南和监管措施。",
    ),
    problem(
        Other,
        "F6.5",
        Serious,
        "自查报告中学习次数与原始记录不符",
        "自查填报学习 6 次，签到表、会议记录只能证明 4 次，其余 2 次无法提供材料。",
        "如实更正自查报告并作出书面说明，今后填报须经分管领导逐项复核。",
    ),
    problem(
        OngoingOversight,
        "F4.4",
        General,
        "取消的审批事项没有后续监管衔接措施",
        "1 项审批取消后改为备案管理，未制定备案核查办法，半年内未开展核查。",
        "制定备案核查办法，本季度内完成一次全覆盖核查。",
    ),
    problem(
        Disclosure,
        "F1.5",
        Minor,
        "办事大厅未公示现行版责任清单",
        "大厅查询屏显示的责任清单更新日期为上年 3 月，公示栏未张贴。",
        "更新查询屏数据，公示栏张贴现行版本并标注更新日期。",
    ),
];

/// Good practices over the six areas.
pub(super) const PRACTICES: [(Area, &str); 10] = [
    (Disclosure, "在社区网格微信群推送责任清单“一图读懂”，群众扫码即可查看事项、时限和监督电话。"),
    (Disclosure, "办事大厅设置责任清单查询屏，与门户网站同源更新，公示版本始终一致。"),
    (Fulfilment, "推行“一事项一张卡”，每项责任事项配岗位操作卡，写明环节、时限和留痕要求。"),
    (Fulfilment, "建立案卷月评查制度，评查结果与科室绩效挂钩，案卷缺环问题明显减少。"),
    (Adjustment, "确定专人每周检索法律法规变化，建立调整事项跟踪表，做到应调尽调。"),
    (OngoingOversight, "用“双随机”抽查系统自动生成检查任务，检查结果当日上传、当日公开。"),
    (OngoingOversight, "与相邻街道开展联合检查、互查互评，一次检查、结果共用。"),
    (ServicePledges, "开设“办不成事”反映窗口，疑难件由值班领导当场协调，满意率保持在 98% 以上。"),
    (ServicePledges, "临期办件自动短信提醒承办人和分管领导，连续三个月没有超时件。"),
    (Other, "邀请人大代表、政协委员和群众代表参加责任清单落实情况评议，评议意见逐条答复。"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_problems_and_every_severity_occurs() {
        for area in Area::ALL {
            assert!(PROBLEMS.iter().any(|problem| problem.area == area), "{area:?}");
        }
        for severity in Severity::ALL {
            assert!(PROBLEMS.iter().any(|problem| problem.severity == severity), "{severity:?}");
        }
        for problem in PROBLEMS {
            assert!(problem.indicator.starts_with(&format!("F{}.", problem.area.number())), "{}", problem.title);
        }
    }
}
