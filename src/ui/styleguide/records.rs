//! Records and lists: steps, story, facts, tables.

use leptos::prelude::*;

use super::super::*;

pub(super) fn section() -> impl IntoView {
    view! {
        <Sheet class="steps-sheet">
            <Stepper label="整改步骤" steps=steps() notes=notes() />
        </Sheet>
        <div class="cols side">
            <Sheet title="经过" note="3 次办理，最近的在上">
                <Timeline events=events() />
            </Sheet>
            <Sheet title="事实" article="第四条">
                <Facts rows=facts() />
            </Sheet>
        </div>
        <Sheet title="整改台账" flush=true>
            <div class="tools">
                <FilterChips chips=chips() label="条件" />
                <SearchBox name="q" label="搜索单位、编号" action="#main" submit="搜索" />
            </div>
            <ColumnChoice
                text="列"
                legend="显示哪些列"
                submit="显示所选列"
                action="#main"
                return_to="/styleguide"
                list="ledger"
                columns=head().into_iter().skip(1).map(|column| (column, true)).collect()
            />
            <Table caption="整改台账" head=head() rows=rows() />
            <div class="tbl-foot">
                <Pager
                    prev=None
                    next=Some("?after=3".to_string())
                    text="第 1–3 项，共 55 项"
                    prev_text="上一页"
                    next_text="下一页"
                />
            </div>
        </Sheet>
        <div class="cols half">
            <Sheet title="比较" flush=true>
                <Table caption="分数比较" head=head() rows=rows() scroll=true tight=true />
            </Sheet>
            <Sheet title="空表" flush=true>
                <Table caption="空表" head=head() rows=vec![] empty="没有符合条件的问题。去掉一个条件试试。" />
            </Sheet>
        </div>
        <Tabs label="材料" tabs=tabs() />
    }
}

fn steps() -> Vec<Step> {
    let step = |text: &str, state| Step { text: text.into(), state, href: None };
    vec![
        step("责令", StepState::Done),
        Step { href: Some("#main".into()), ..step("签收", StepState::Done) },
        step("方案", StepState::Faulty),
        step("整改", StepState::Current),
        step("申请销号", StepState::Todo),
        step("销号", StepState::Todo),
    ]
}

fn notes() -> Vec<String> {
    ["10-26", "10-27", "已退回", "11-30 前", "负责人签字"].map(String::from).to_vec()
}

fn events() -> Vec<TimelineEvent> {
    let event = |title: &str, who: &str, when: &str, note: &str, tone| TimelineEvent {
        title: title.into(),
        who: who.into(),
        when: When { text: when.into(), hint: "2 天前".into(), ..When::default() },
        note: note.into(),
        tone,
        href: (tone == Tone::Info).then(|| "#main".to_owned()),
    };
    vec![
        event(
            "检查组留下意见",
            "第五组 检查员丙六（跟踪人）",
            "2026-11-23 10:42",
            "请补充近 20 件办件抽查表，逐件写明受理、决定、送达日期。",
            Tone::Info,
        ),
        event("整改方案退回", "编办 编制员甲", "2026-11-04 11:20", "第 1 稿没有写明责任科室和责任岗位。", Tone::Warn),
        event("责令限期整改", "编办 编制员甲", "2026-10-26 16:05", "", Tone::Neutral),
    ]
}

fn facts() -> Vec<(String, AnyView)> {
    vec![
        ("单位".into(), view! { <a href="#main">"区市场监管局"</a> }.into_any()),
        ("指标".into(), "F5.2 按承诺时限办结".into_any()),
        ("扣分".into(), view! { <b>"1.50"</b>"（3 件，每件 0.50）" }.into_any()),
        ("依据".into(), "第六条第（五）项，第十三条第（四）项".into_any()),
    ]
}

fn chips() -> Vec<Chip> {
    vec![
        Chip { text: "未销号".into(), href: "?".into(), active: true, count: Some(55) },
        Chip { text: "本周到期".into(), href: "?due=week".into(), active: false, count: Some(4) },
        Chip { text: "重大".into(), href: "?grave".into(), ..Chip::default() },
    ]
}

fn tabs() -> Vec<Tab> {
    vec![
        Tab { text: "经过".into(), href: "#main".into(), active: true, count: Some(8) },
        Tab { text: "材料".into(), href: "#main".into(), active: false, count: Some(6) },
    ]
}

fn head() -> Vec<Column> {
    vec![
        Column::new("unit", "单位").sorts("?sort=unit", None),
        Column::numeric("total", "总分").sorts("?sort=-total", Some(Order::Descending)),
        Column::new("state", "状态"),
        Column::new("due", "期限"),
    ]
}

fn rows() -> Vec<Row> {
    let row = |unit: &str, total: &str, state, light| {
        Row::new(vec![unit.to_string().into_any(), total.to_string().into_any(), state, light]).opens("#main")
    };
    vec![
        row(
            "区财政局",
            "95.97",
            view! { <Badge tone=Tone::Good text="已销号" /> }.into_any(),
            view! { <Light light=LightKind::Grey text="按期办结" /> }.into_any(),
        ),
        row(
            "区市场监管局（本单位）",
            "90.68",
            view! { <Badge tone=Tone::Info text="整改中" /> }.into_any(),
            view! { <Light light=LightKind::Yellow text="剩 5 个工作日" /> }.into_any(),
        )
        .tone(Tone::Info),
        row(
            "区城管局",
            "65.26",
            view! { <Badge tone=Tone::Info text="整改中" /> }.into_any(),
            view! { <Light light=LightKind::Red text="逾期 36 个工作日" /> }.into_any(),
        )
        .tone(Tone::Stop),
    ]
}
