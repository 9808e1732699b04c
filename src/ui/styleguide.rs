//! The style guide: every component in every state on one page, for the eye, for axe and for screenshots.
//!
//! Its words are specimens and not part of the interface, so they stand here in Chinese, the language they must fit.

mod fields;
mod pictures;
mod records;
mod states;
mod tokens;

use leptos::prelude::*;

use super::*;

/// What the page is called.
pub const STYLEGUIDE: &str = "样式手册";

/// A page with every component. It asks nothing of the server and can be rendered alone.
#[component]
pub fn Styleguide() -> impl IntoView {
    let crumbs =
        vec![Crumb { text: "首页".into(), href: Some("/".into()) }, Crumb { text: STYLEGUIDE.into(), href: None }];
    let badge = view! { <Badge tone=Tone::Info text="整改中" /> }.into_any();
    view! {
        <PageHeader
            title=STYLEGUIDE
            turn="每个部件和它的每种状态。颜色、字号、间距都来自 tokens.css，页面里不写死。".to_owned()
            crumbs
            crumbs_label="位置"
            badge
        >
            <LinkButton href="#main" text="导出本页" icon="download" />
            <LinkButton href="#main" text="提交自查" tone=ButtonTone::Primary />
        </PageHeader>
        <div class="stack">
            {tokens::switches()}
            {tokens::section()}
            <div class="cols half">{buttons()} {words()}</div>
            {fields::section()}
            {records::section()}
            {pictures::section()}
            {notices()}
            {states::section()}
            {waiting()}
            {icons()}
        </div>
    }
}

/// The frame around the guide, as an app would build it.
#[component]
pub fn StyleguideFrame() -> impl IntoView {
    let place = |text: &str, icon| RailItem { text: text.into(), href: "#main".into(), icon, ..RailItem::default() };
    let step = |text: &str, article: &str, count, state| RailItem {
        text: text.into(),
        href: "#main".into(),
        article: article.into(),
        count,
        state,
        state_text: match state {
            RailState::Empty => "未开始".into(),
            RailState::Half => "进行中".into(),
            RailState::Full => "已完成".into(),
        },
        ..RailItem::default()
    };
    let rail = vec![
        RailGroup { items: vec![place("首页", "home"), place("责任清单", "list")], ..RailGroup::default() },
        RailGroup {
            title: "2026 年度流程".into(),
            season: true,
            items: vec![
                step("自查", "第七条", None, RailState::Full),
                step("监督检查", "第八至十条", None, RailState::Half),
                RailItem { active: true, hot: true, ..step("整改台账", "第十一条", Some(9), RailState::Half) },
                step("综合排名", "第十二条", Some(1), RailState::Empty),
                step("问责", "第十三条", None, RailState::Empty),
            ],
        },
        RailGroup { items: vec![place("通知", "bell"), place("管理", "gear")], ..RailGroup::default() },
    ];
    let brand = view! {
        <a class="brand" href="#main">
            <b>"责清"</b>
            <span>"金水区"</span>
        </a>
    };
    let top = view! {
        <form class="find" role="search" action="#main" aria-label="全站搜索">
            <Icon name="search" />
            <input type="search" name="q" aria-label="搜索单位、事项、编号" placeholder="搜索单位、事项、编号" />
        </form>
        <div class="top-end">
            <a class="wide-only" href="#main" lang="en">"EN"</a>
            <a class="bell" href="#main" aria-label="通知，6 条未读"><Icon name="bell" /><b aria-hidden="true">"6"</b></a>
            <Menu text="编办　编制员甲" icon="user" group="top">
                <li><a href="#main">"个人设置"</a></li>
                <li><a href="#main">"退出登录"</a></li>
            </Menu>
        </div>
    };
    let foot = view! { <span>"依据《金水区行政责任清单运行监督检查办法》"</span> }.into_any();
    view! {
        <Frame
            brand=brand.into_any()
            top=top.into_any()
            rail=rail_groups(Signal::stored(rail), "待办".into(), "有逾期的".into())
            skip_text="跳到正文"
            menu_text="打开菜单"
            close_text="收起菜单"
            rail_label="主导航"
            foot
        >
            <Styleguide />
        </Frame>
    }
}

fn buttons() -> impl IntoView {
    let busy = Signal::derive(|| true);
    view! {
        <Sheet title="按钮" note="写出做的事，不写“确定”">
            <div class="stack">
                <form class="rowf" action="#main">
                    <Submit text="提交自查" />
                    <Submit text="退回补充" tone=ButtonTone::Secondary icon="undo" />
                    <Submit text="撤销整改" tone=ButtonTone::Danger />
                    <Submit text="移除" tone=ButtonTone::Quiet />
                    <Submit text="小，表格内" tone=ButtonTone::Secondary small=true />
                    <Submit text="正在提交" pending=busy />
                </form>
                <div class="rowf">
                    <LinkButton href="#main" text="看检查日历" />
                    <Dialog id="return" title="退回补充" open_text="退回补充" close_text="不退了" tone=ButtonTone::Danger>
                        <p>"退回后轮到区市场监管局填报员，期限不变，仍为 2026-11-30。"</p>
                        <form action="#main">
                            <TextArea label="缺什么，到哪里取" name="reason" id="return-reason" />
                            <div class="acts"><Submit text="退回补充" tone=ButtonTone::Danger /></div>
                        </form>
                    </Dialog>
                </div>
            </div>
        </Sheet>
    }
}

fn words() -> impl IntoView {
    view! {
        <Sheet title="状态、红绿灯、时钟" note="形状、颜色、文字三样都有" article="第十一条">
            <div class="stack">
                <div class="rowf">
                    <Badge text="草稿" />
                    <Badge tone=Tone::Info text="整改中" />
                    <Badge tone=Tone::Good text="已销号" />
                    <Badge tone=Tone::Warn text="已退回" />
                    <Badge tone=Tone::Stop text="弄虚作假" />
                </div>
                <div class="rowf">
                    <Light light=LightKind::Red text="逾期 2 个工作日" />
                    <Light light=LightKind::Yellow text="剩 3 个工作日" />
                    <Light light=LightKind::Green text="剩 9 个工作日" />
                    <Light light=LightKind::Grey text="未起算" />
                </div>
                <div class="rowf">
                    <Clock used=6 total=15 text="15 个工作日已用 6" />
                    <Clock used=7 total=10 soon=true text="剩 3，临期" />
                    <Clock used=10 total=10 late=2 text="逾期 2" />
                </div>
                <div class="rowf">
                    <Moment when=handled() />
                    <Moment when=handled() dense=true />
                </div>
                <Progress value=62 max=100 label="导入责任清单：第 12,400 行，共 20,000 行" />
            </div>
        </Sheet>
    }
}

fn handled() -> When {
    When { text: "2026-11-23 10:42".into(), hint: "2 天前".into(), ..When::default() }
}

fn notices() -> impl IntoView {
    view! {
        <div class="cols half">
            <Sheet title="提示" note="一句话，能做什么就给什么">
                <div class="stack gap-s">
                    <Notice>"本页数字截至 2026-11-23 14:05，每 5 分钟更新。"</Notice>
                    <Notice tone=Tone::Warn>
                        "2027 年放假安排未发布，期限暂按周末推算。"<a href="#main">"怎么算的"</a>
                    </Notice>
                    <Notice tone=Tone::Stop title="内容有变">
                        "这条记录刚被检查员丙六改过，您写的内容还在。"<a href="#main">"看两版差别"</a>
                    </Notice>
                    <Notice tone=Tone::Good>"核对一致：重算结果与公布的相同。"</Notice>
                </div>
            </Sheet>
            <Toast said=RwSignal::new(Some("已办理：提交整改方案".into())) close_text="关闭" />
            <EmptyState title="还没有整改问题" text="检查组锁定评分后，问题会出现在这里；由编办责令整改。第一个检查在 11 月 24 日。">
                <LinkButton href="#main" text="看检查日历" />
            </EmptyState>
        </div>
    }
}

fn waiting() -> impl IntoView {
    view! {
        <div class="cols half">
            <Sheet title="载入：记录">
                <Skeleton text="正在载入" />
            </Sheet>
            <Sheet title="载入：列表">
                <Skeleton text="正在载入" outline=Outline::Table />
            </Sheet>
            <Sheet title="载入：表单">
                <Skeleton text="正在载入" outline=Outline::Form />
            </Sheet>
            <Sheet title="载入：看板">
                <Skeleton text="正在载入" outline=Outline::Board />
            </Sheet>
        </div>
    }
}

fn icons() -> impl IntoView {
    const NAMES: [&str; 54] = [
        "home",
        "list",
        "selfcheck",
        "visit",
        "ledger",
        "rank",
        "scale",
        "board",
        "bell",
        "gear",
        "search",
        "menu",
        "close",
        "down",
        "right",
        "left",
        "sort",
        "desc",
        "asc",
        "calendar",
        "clock",
        "file",
        "upload",
        "download",
        "print",
        "link",
        "plus",
        "minus",
        "filter",
        "columns",
        "bookmark",
        "user",
        "users",
        "alert",
        "info",
        "check",
        "lock",
        "dice",
        "shield",
        "star",
        "flag",
        "arrow",
        "edit",
        "sign",
        "camera",
        "history",
        "globe",
        "ext",
        "more",
        "phone",
        "undo",
        "mic",
        "key",
        "copy",
    ];
    let icons = NAMES.into_iter().map(|name| view! { <li><Icon name /><span>{name}</span></li> });
    view! {
        <Sheet title="图标">
            <ul class="icg">{icons.collect_view()}</ul>
        </Sheet>
    }
}
