//! Figures and charts.

use leptos::prelude::*;

use super::super::*;
use crate::kernel::{calendar::parse_date, date_axis::DateAxis};

pub(super) fn section() -> impl IntoView {
    view! {
        <Figures>
            <Figure label="第二轮自查已提交" value="31" denominator="/ 59 个单位" note="剩 5 个工作日，11-30 截止" href=Some("#main".to_string())>
                <progress value="31" max="59" aria-label="59 个中的 31 个"></progress>
            </Figure>
            <Figure label="普查平均分" value="87.41" denominator="46 个单位" note="比上年高 1.32，中位 88.50" />
            <Figure label="问题已销号" value="118" denominator="/ 173 项" note="68.2%，比上周多 11">
                <span class="s">
                    <Sparkline values=vec![4, 11, 7, 0, 19, 11] text="近 6 周每周销号，共 52 项" />
                </span>
            </Figure>
            <Figure label="逾期未整改" value="9" denominator="/ 55 项未销号" note="涉及 5 个单位" stop=true />
        </Figures>
        <div class="cols half">
            <Sheet>
                <HeatMap
                    words=words("哪个单位、哪个部分失分", "深赭色失分最多", "2026 年普查，截至 2026-11-23 14:05")
                    corner="单位"
                    columns=["公示", "落实", "动态调整", "服务承诺"].map(String::from).to_vec()
                    rows=heat_rows()
                    legend=legend()
                />
            </Sheet>
            <Sheet>
                <BarChart
                    words=words("173 项问题走到了哪一步", "发现 173 项，责令 171，方案批准 157，销号 118。", LEDGER)
                    bars=bars()
                />
            </Sheet>
        </div>
        <div class="cols half">
            <Sheet>
                <Donut
                    words=words("没有销号的问题还剩多少时间", "单位：项，环越宽越急", LEDGER)
                    parts=open_by_light()
                    whole_text="未销号"
                    corner="时限"
                    value_text="未销号"
                />
            </Sheet>
            <Sheet>
                <StackedBars
                    words=words("每个部分的问题整改到哪一步", "单位：项，共 138 项", LEDGER)
                    kinds=kinds()
                    rows=stacks()
                    corner="部分"
                    total_text="合计"
                />
            </Sheet>
            <Sheet>
                <BumpChart
                    words=words("谁的名次变动最大", "列出 5 个单位，两个年度都参加排名的共 6 个", "2025 年度公布的排名，2026 年度排名第 1 版（已公布）")
                    heads=["2025 年度", "2026 年度"].map(String::from)
                    lines=places()
                    most=5
                    legend=["上升", "未变", "下降"].map(String::from)
                    own_text="本单位"
                    corner="单位"
                    change_text="变动"
                />
            </Sheet>
        </div>
        <Sheet>
            <BulletChart
                words=words("本单位的总分和各项成绩落在哪个等次", "单位：分，满分 100", "2026 年度排名第 1 版（已公布）")
                bands=grades()
                rows=scores()
                max=10_000
                mark_text="本单位成绩"
                corner="成绩"
                value_text="分数"
                grade_text="等次"
            />
        </Sheet>
        <Sheet>
            <LineChart
                words=words("每周销号多少", "单位：项，近 6 周共 52 项", LEDGER)
                points=weeks_closed()
                corner="周（从周一起）"
                value_text="销号"
            />
        </Sheet>
        <Sheet>
            <SpanChart
                words=words("各步安排在哪几天，走到了哪里", "按先后排列", "检查方案 P-2026-01，截至 2026-11-23")
                axis=course_axis()
                bars=course()
                legend=SpanLegend {
                    done: "已完成".into(),
                    running: "进行中".into(),
                    ahead: "未开始".into(),
                    today: "今天 2026-11-23".into(),
                }
                corner="步骤"
                days_text="日期"
                state_text="状态"
            />
        </Sheet>
        <Sheet title="2026 年 11 月" flush=true>
            <MonthCalendar
                title="2026 年 11 月检查"
                weekdays=["周一", "周二", "周三", "周四", "周五", "周六", "周日"].map(String::from).to_vec()
                weeks=weeks()
            />
        </Sheet>
    }
}

/// Where most of the specimens come from.
const LEDGER: &str = "整改台账，截至 2026-11-23 14:05";

fn words(title: &str, desc: &str, source: &str) -> ChartWords {
    ChartWords { title: title.into(), desc: desc.into(), source: source.into(), table_text: "查看数据表".into() }
}

fn heat_rows() -> Vec<HeatRow> {
    let row = |label: &str, cells: [(&str, u8); 4]| HeatRow {
        label: label.into(),
        href: Some("#main".into()),
        cells: cells
            .map(|(text, level)| (level > 0).then(|| HeatCell { text: text.into(), level, href: Some("#main".into()) }))
            .to_vec(),
    };
    vec![
        row("区城管局", [("14.50", 3), ("21.00", 3), ("8.00", 1), ("11.00", 2)]),
        row("区商务局", [("17.00", 4), ("24.00", 4), ("12.50", 4), ("12.00", 5)]),
        row("杜岭街道", [("20.00", 6), ("22.50", 3), ("13.00", 4), ("", 0)]),
    ]
}

fn legend() -> Vec<(u8, String)> {
    ["60% 以下", "60–70", "70–80", "80–90", "90–95", "95 以上"]
        .into_iter()
        .zip(1..)
        .map(|(t, l)| (l, t.into()))
        .collect()
}

fn bars() -> Vec<Bar> {
    [("发现", 173, "173"), ("责令整改", 171, "171，2 项未责令"), ("方案批准", 157, "157"), ("销号", 118, "118")]
        .into_iter()
        .map(|(label, value, text)| Bar {
            label: label.into(),
            value,
            text: text.into(),
            href: Some("#main".into()),
            highlight: value == 157,
        })
        .collect()
}

fn kinds() -> Vec<StackKind> {
    let kind = |text: &str, light| StackKind { text: text.into(), light };
    vec![
        kind("逾期", Some(LightKind::Red)),
        kind("剩 5 个工作日以内", Some(LightKind::Yellow)),
        kind("时间充裕", Some(LightKind::Green)),
        kind("未责令，未计时", Some(LightKind::Grey)),
        kind("已销号", None),
    ]
}

fn stacks() -> Vec<StackRow> {
    let part = |value: i64| StackPart { value, href: (value > 0).then(|| "#main".to_string()) };
    let row = |label: &str, values: [i64; 5]| StackRow { label: label.into(), parts: values.map(part).to_vec() };
    vec![
        row("公示", [1, 4, 9, 2, 41]),
        row("落实", [6, 8, 12, 0, 37]),
        row("动态调整", [0, 0, 1, 0, 17]),
        row("服务承诺", [0, 0, 0, 0, 0]),
    ]
}

fn places() -> Vec<BumpLine> {
    let line = |label: &str, before, now, text: &str| BumpLine {
        label: label.into(),
        before,
        now,
        text: text.into(),
        href: Some("#main".into()),
        highlight: label == "区商务局",
    };
    vec![
        line("杜岭街道", 4, 1, "▲ 上升 3"),
        line("区城管局", 1, 2, "▼ 下降 1"),
        line("区商务局", 3, 2, "▲ 上升 1"),
        line("区教育局", 2, 4, "▼ 下降 2"),
        line("区卫健委", 5, 5, "未变"),
        line("区残联", 6, 6, "未变"),
    ]
}

fn open_by_light() -> Vec<DonutPart> {
    let part = |light, text: &str, value: i64| DonutPart {
        text: text.into(),
        light,
        value,
        value_text: format!("{value} 项"),
        href: Some("#main".into()),
    };
    vec![
        part(LightKind::Red, "逾期", 9),
        part(LightKind::Yellow, "5 个工作日内到期", 14),
        part(LightKind::Green, "时限内", 30),
        part(LightKind::Grey, "还没有时限", 2),
    ]
}

fn grades() -> Vec<BulletBand> {
    let grade = |from, bound: &str, text: &str| BulletBand { from, bound: bound.into(), text: text.into() };
    vec![
        grade(0, "0", "不合格：不足 60"),
        grade(6000, "60", "合格：60 以上"),
        grade(8000, "80", "良好：80 以上"),
        grade(9000, "90", "优秀：90 以上"),
    ]
}

fn scores() -> Vec<Bullet> {
    let score = |label: &str, value, text: &str, grade: &str| Bullet {
        label: label.into(),
        value,
        text: text.into(),
        grade: grade.into(),
        highlight: label == "总分",
    };
    vec![
        score("总分", Some(8740), "87.40", "良好"),
        score("检查", Some(9120), "91.20", "优秀"),
        score("自查", Some(5900), "59.00", "不合格"),
        score("评价", None, "缺", ""),
    ]
}

fn weeks_closed() -> Vec<LinePoint> {
    [("10-19", 4), ("10-26", 11), ("11-02", 7), ("11-09", 0), ("11-16", 19), ("11-23", 11)]
        .into_iter()
        .map(|(label, value)| LinePoint { label: label.into(), value, href: None })
        .collect()
}

/// The line of the course: that of its bars, and of the day that is "today" here.
fn course_axis() -> DateAxis {
    let today = parse_date("2026-11-23");
    DateAxis::over(course().into_iter().map(|bar| bar.days), today).expect("the course has bars")
}

fn course() -> Vec<SpanBar> {
    let bar = |label: &str, state, text: &str, from: &str, to: &str| SpanBar {
        label: label.into(),
        state,
        text: text.into(),
        days: parse_date(from).zip(parse_date(to)).expect("these are dates"),
        days_text: if from == to { from.into() } else { format!("{from} 至 {to}") },
        href: label.starts_with('第').then(|| "#main".into()),
    };
    vec![
        bar("批准方案", SpanState::Done, "已完成", "2026-11-02", "2026-11-02"),
        bar("公开抽取", SpanState::Done, "已完成", "2026-11-09", "2026-11-09"),
        bar("发出书面通知", SpanState::Running, "进行中", "2026-11-11", "2026-11-23"),
        bar("第 1 组", SpanState::Running, "进行中，已查 2 / 5 个", "2026-11-16", "2026-12-04"),
        bar("第 2 组", SpanState::Ahead, "未开始", "2026-11-25", "2026-12-11"),
    ]
}

/// November 2026 begins on a Sunday; the 23rd is "today" here.
fn weeks() -> Vec<Vec<CalendarDay>> {
    (0..5).map(|week| (0..7).map(|place| day(week * 7 + place)).collect()).collect()
}

fn day(place: u32) -> CalendarDay {
    // The table starts on Monday 2026-10-26.
    let (month, number) = if place < 6 { (10, 26 + place) } else { (11, place - 5) };
    let event =
        |text: &str, tone| CalendarEvent { text: text.into(), href: "#main".into(), tone, ..CalendarEvent::default() };
    let events = match (month, number) {
        (11, 23) => vec![event("区教育局　第四组　现场", Tone::Info)],
        (11, 24) => vec![event("区卫健委　第二组　已签收", Tone::Good), event("北林路街道　第一组", Tone::Warn)],
        (11, 25) => {
            vec![CalendarEvent { alert: "王一应当回避".into(), ..event("区民政局　第五组", Tone::Stop) }]
        }
        (11, 12) => vec![event("区残联　第三组", Tone::Neutral)],
        _ => vec![],
    };
    CalendarDay {
        date: format!("2026-{month}-{number:02}"),
        number,
        outside: month == 10,
        today: month == 11 && number == 23,
        off: place % 7 >= 5,
        note: if place % 7 == 6 && week_of_note(place) { "调休".into() } else { String::new() },
        events,
    }
}

const fn week_of_note(place: u32) -> bool {
    place / 7 == 2
}
