//! Fields: empty, filled, in error, read only.

use leptos::prelude::*;

use super::super::*;

pub(super) fn section() -> impl IntoView {
    view! {
        <ErrorSummary title="有 2 处要改" errors=errors() />
        <Sheet title="填写" note="标签在上，说明在下，错在哪里说哪里">
            <form class="fgrid" action="#main">{texts()} {choices()}</form>
        </Sheet>
    }
}

fn errors() -> Vec<(String, String)> {
    vec![("rate".into(), "4.3　完成率要填 0 至 100".into()), ("grade_bad".into(), "4.4　还没有自评".into())]
}

fn texts() -> impl IntoView {
    view! {
        <TextField label="公开页面网址" name="site" kind="url" value="https://www.example.com/" help="可直接打开的完整网址" />
        <TextField
            label="年度检查计划完成率"
            name="rate"
            kind=FieldKind::Number
            value="120"
            unit="%"
            min="0"
            max="100"
            step="0.01"
            error="填 0 至 100，现在是 120"
        />
        <TextField label="最近一次更新日期" name="updated" kind="date" value="2026-06-30" required=true />
        <TextField label="口令" name="password" kind="password" autocomplete="current-password" />
        <TextField label="只读" name="code" value="JSQZ19" readonly=true />
        <TextField label="不可用" name="closed" value="本轮已截止" disabled=true />
        <TextArea label="宣传的主要做法" name="practice" mark="选填，500 字以内" value="大厅查询屏、公众号专栏、进企业讲解。" maxlength=500 />
        <TextArea label="整改措施" name="plan" help="写明责任科室和岗位" error="没有写明责任岗位" rows=3 />
        <FileDrop label="证明材料" name="files" help="PDF、图片、Word、Excel，单个不超过 50 MB" multiple=true />
        <HiddenField name="version" value="3" />
    }
}

fn choices() -> impl IntoView {
    let grades = || ["优", "良", "中", "差"].map(|grade| Choice::new(grade, grade)).to_vec();
    let kinds = vec![Choice::new("", "请选择"), Choice::new("permit", "行政许可"), Choice::new("fine", "行政处罚")];
    let areas = ["公示", "落实", "动态调整"].map(|area| Choice::new(area, area)).to_vec();
    view! {
        <SelectField label="职权类别" name="kind" options=kinds value="permit" />
        <RadioField label="监管责任落实情况自评" name="grade" options=grades() value="良" />
        <RadioField label="服务承诺落实情况自评" name="grade_bad" options=grades() error="还没有自评" />
        <CheckGroup legend="涉及部分" name="areas[]" options=areas values=vec!["落实".to_string()] help="可多选" />
        <CheckField label="材料内容属实，愿意承担责任" name="true" />
        <CheckField label="已送负责人签字" name="signed" checked=true error="负责人还没有签字" />
    }
}
