//! What comes and goes: rows that are chosen, files on their way, what was kept, a lost network, a session that ends, and
//! the refusals. They stand here as they are drawn where they belong.

use leptos::prelude::*;

use super::super::*;

pub(super) fn section() -> impl IntoView {
    view! {
        <Sheet title="勾选后一起办理" flush=true>{chosen()}</Sheet>
        <div class="cols half">{upload()} {kept()}</div>
        <div class="cols half">{warnings()} {refusals()}</div>
    }
}

fn chosen() -> impl IntoView {
    let row = |value: &str, state: &str| Row {
        tick: Some(Tick { form: "guide-remind", name: "entries", value: value.into(), text: value.into() }),
        ..Row::new(vec![value.to_string().into_any(), state.to_string().into_any()])
    };
    let head = vec![Column::new("entry", "编号"), Column::new("state", "状态")];
    let rows = vec![row("P-2026-01.A01.01", "整改中"), row("P-2026-01.A02.01", "已责令")];
    let table = view! { <Table caption="可勾选的台账" head rows ticks="勾选" /> };
    view! {
        <ChosenRows id="guide-chosen" said=|count| format!("已选 {count} 项") all="全选" none="全不选" table=table.into_any()>
            <form id="guide-remind" action="#main">
                <Submit text="提醒" tone=ButtonTone::Secondary />
            </form>
            <button type="button" class="btn quiet small">"全选"</button>
            <span class="sm" role="status">"已选 0 项"</span>
        </ChosenRows>
    }
}

fn upload() -> impl IntoView {
    view! {
        <Sheet title="上传" note="逐个文件的进度；可以取消；失败说明原因并重试">
            <div class="stack">
                <div class="upload stack gap-s">
                    <ul class="stack gap-s">
                        <li><Progress value=100 max=100 label="抽查表.pdf，1.2 MiB：100%" /></li>
                        <li><Progress value=38 max=100 label="现场照片.jpg，8.4 MiB：38%" /></li>
                    </ul>
                    <div><button type="button" class="btn small">"取消上传"</button></div>
                </div>
                <div class="upload">
                    <Notice tone=Tone::Stop title="文件太大">
                        <p>"单个文件不超过 50 MiB。请压缩或分成几个文件。"</p>
                        <div class="rowf"><button type="button" class="btn small">"再试一次"</button></div>
                    </Notice>
                </div>
            </div>
        </Sheet>
    }
}

fn kept() -> impl IntoView {
    view! {
        <Sheet title="上次没有送出的内容" note="内容有变时逐项选择">
            <div class="note warn">
                <Icon name="alert" />
                <div>
                    <p>"您上次填的内容没有送出，这条记录后来有人改过。"</p>
                    <ul class="differs">
                        <li>
                            <b>"整改措施"</b>
                            <dl>
                                <dt>"现在"</dt>
                                <dd>"由审批科每月抽查 20 件。"</dd>
                                <dt>"您填的"</dt>
                                <dd>"由审批科每周抽查 5 件。"</dd>
                            </dl>
                            <div class="acts">
                                <button type="button" class="btn small">"用我填的"</button>
                                <button type="button" class="btn quiet small">"用现在的"</button>
                            </div>
                        </li>
                    </ul>
                    <div class="acts">
                        <button type="button" class="btn small">"全部放回"</button>
                        <button type="button" class="btn quiet small">"不要了"</button>
                    </div>
                </div>
            </div>
        </Sheet>
    }
}

fn warnings() -> impl IntoView {
    view! {
        <Sheet title="断网、久未操作">
            <div class="stack gap-s">
                <Notice tone=Tone::Warn title="没有网络">
                    <p>"填写的内容留在本机，恢复后继续保存。"</p>
                </Notice>
                <Notice tone=Tone::Warn title="很久没有操作">
                    <p>"10:42 将自动退出。"</p>
                    <div class="rowf"><button type="button" class="btn">"继续使用"</button></div>
                </Notice>
                <Notice tone=Tone::Warn title="已经退出">
                    <p>"填写的内容还在，登录后接着填。"</p>
                    <div class="rowf"><LinkButton href="#main" text="重新登录" /></div>
                </Notice>
            </div>
        </Sheet>
    }
}

fn refusals() -> impl IntoView {
    view! {
        <div class="stack">
            <EmptyState title="没有找到" text="地址有误，或者这条记录不在您能看到的范围里。">
                <LinkButton href="#main" text="回首页" />
            </EmptyState>
            <EmptyState title="没有权限" text="这一页由系统管理员使用。">
                <LinkButton href="#main" text="回首页" />
            </EmptyState>
            <EmptyState title="暂时不能用" text="请稍后再试；仍不行时，把错误编号 7F3A-21 告诉系统管理员。">
                <LinkButton href="#main" text="再试一次" tone=ButtonTone::Primary />
            </EmptyState>
        </div>
    }
}
