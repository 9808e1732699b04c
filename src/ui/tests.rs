//! What the kit promises, tried on the HTML that the server sends.

use leptos::prelude::*;

use super::{text_area::escaped, *};
use crate::kernel::{calendar::parse_date, date_axis::DateAxis};

/// The HTML of a view, as the server sends it.
fn html(view: impl FnOnce() -> AnyView) -> String {
    Owner::new().with(|| view().to_html())
}

/// The elements left open or closed out of turn, so that the browser would mend them and hydration would break.
fn misnested(html: &str) -> Vec<String> {
    const VOID: [&str; 6] = ["input", "br", "img", "meta", "link", "hr"];
    let mut open: Vec<String> = Vec::new();
    let mut wrong = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with('!') {
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let (tag, closing) = (&rest[..end], rest.starts_with('/'));
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>();
        rest = &rest[end + 1..];
        if VOID.contains(&name.as_str()) {
            continue;
        }
        if closing {
            match open.pop() {
                Some(last) if last == name => {}
                other => wrong.push(format!("</{name}> closes {other:?}")),
            }
        } else {
            let block = ["div", "p", "ul", "ol", "table", "section", "form", "dl", "h2", "h3", "figure"];
            if open.iter().any(|outer| outer == "p") && block.contains(&name.as_str()) {
                wrong.push(format!("<{name}> inside <p>"));
            }
            if name == "tr" && !matches!(open.last().map(String::as_str), Some("tbody" | "thead")) {
                wrong.push("<tr> outside <tbody>".to_string());
            }
            if name == "form" && open.iter().any(|outer| outer == "form") {
                wrong.push("<form> inside <form>".to_string());
            }
            open.push(name);
        }
    }
    wrong.extend(open);
    wrong
}

#[test]
fn what_the_server_draws_for_the_browser_to_leave_is_escaped_as_all_else() {
    let html = html(|| drawn_by_server(|| view! { <p>{"<b>&".to_owned()}</p> }.into_any()));
    assert!(html.starts_with("<div class=\"drawn\"><p>&lt;b&gt;&amp;"), "{html}");
    assert_eq!(misnested(&html), Vec::<String>::new());
}

#[test]
fn what_was_done_leads_to_its_record_where_it_has_one() {
    let event = |title: &str, href: Option<&str>| TimelineEvent {
        title: title.to_owned(),
        href: href.map(str::to_owned),
        ..TimelineEvent::default()
    };
    let events = vec![event("here", Some("#step-1")), event("there", Some("/plans/1/draw")), event("nowhere", None)];
    let html = html(|| view! { <Timeline events /> }.into_any());
    assert!(html.contains("<a href=\"#step-1\" rel=\"external\">here"), "{html}");
    assert!(html.contains("<a href=\"/plans/1/draw\">there"), "{html}");
    assert_eq!(html.matches("<a ").count(), 2, "{html}");
}

#[test]
fn a_text_cannot_leave_its_textarea() {
    let attack = "</textarea><script>alert(1)</script>\" onfocus=alert(1) x=\"&lt;/textarea&gt;";
    let html = html(|| view! { <TextArea label="a" name="note" value=attack /> }.into_any());
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
    assert!(html.contains("&amp;lt;/textarea&amp;gt;"), "a text about HTML stays what it was: {html}");
}

#[test]
fn a_text_keeps_its_lines() {
    assert_eq!(escaped("一\n二 & <三>"), "一\n二 &amp; &lt;三&gt;");
}

#[test]
fn a_text_loses_only_leading_line_breaks() {
    assert_eq!(escaped("\r\n\n 一\n"), " 一\n");
}

#[test]
fn words_from_people_are_escaped_everywhere_else_too() {
    let attack = "\"><script>alert(1)</script>";
    let said =
        || ChartWords { title: attack.into(), desc: attack.into(), source: attack.into(), table_text: attack.into() };
    let html = html(|| {
        view! {
            <TextField label=attack name="x" value=attack help=attack error=attack />
            <SelectField label=attack name="y" options=vec![Choice::new(attack, attack)] value=attack />
            <Notice title=attack>{attack}</Notice>
            <Table caption=attack head=vec![Column::new("a", attack)] rows=vec![Row::new(vec![attack.into_any()])] />
            <BarChart words=said() bars=vec![Bar { label: attack.into(), text: attack.into(), ..Bar::default() }] />
            <HeatMap words=said() columns=vec![attack.into()] rows=vec![heat_row(attack)] corner=attack />
            <StackedBars
                words=said()
                kinds=vec![StackKind { text: attack.into(), light: None }]
                rows=vec![StackRow { label: attack.into(), parts: vec![stack_part(9)] }]
                corner=attack
                total_text=attack
            />
            <BumpChart
                words=said()
                heads=[attack, attack].map(String::from)
                lines=vec![BumpLine { text: attack.into(), highlight: true, ..bump_line(attack, 2, 1) }]
                most=15
                legend=[attack; 3].map(String::from)
                own_text=attack
                corner=attack
                change_text=attack
            />
            <Donut
                words=said()
                parts=vec![donut_part(attack, 1)]
                whole_text=attack
                corner=attack
                value_text=attack
            />
            <BulletChart
                words=said()
                bands=vec![BulletBand { from: 0, bound: attack.into(), text: attack.into() }]
                rows=vec![bullet(attack, Some(1))]
                max=2
                mark_text=attack
                corner=attack
                value_text=attack
                grade_text=attack
            />
            <Sparkline values=vec![1] text=attack />
            <LineChart
                words=said()
                points=vec![LinePoint { label: attack.into(), value: 1, href: Some((attack.into(), attack.into())) }]
                corner=attack
                value_text=attack
            />
            <SpanChart
                words=said()
                axis=axis()
                bars=vec![span_bar(attack, SpanState::Running, "2026-11-24", "2026-11-27", Some(attack))]
                legend=SpanLegend {
                    done: attack.into(),
                    running: attack.into(),
                    ahead: attack.into(),
                    today: attack.into(),
                }
                corner=attack
                days_text=attack
                state_text=attack
            />
        }
        .into_any()
    });
    assert!(!html.contains("<script"), "{html}");
}

/// A bar over these days, with its name as its words.
fn span_bar(text: &str, state: SpanState, from: &str, to: &str, href: Option<&str>) -> SpanBar {
    SpanBar {
        label: text.into(),
        state,
        text: text.into(),
        days: parse_date(from).zip(parse_date(to)).unwrap(),
        days_text: from.into(),
        href: href.map(String::from),
    }
}

/// Four weeks from a Monday, of which the second day of the second is today.
fn axis() -> DateAxis {
    let shown = parse_date("2026-11-16").zip(parse_date("2026-12-13"));
    DateAxis::over(shown, parse_date("2026-11-24")).unwrap()
}

/// The drawing and the data table of these bars.
fn span_chart(axis: DateAxis, bars: Vec<SpanBar>) -> (String, String) {
    let [done, running, ahead, today] = ["d", "r", "h", "today 11-24"].map(String::from);
    let legend = SpanLegend { done, running, ahead, today };
    chart(|| {
        view! { <SpanChart words=words() axis bars legend corner="c" days_text="days" state_text="s" /> }.into_any()
    })
}

/// A row with one cell, of the fourth colour, that leads to `/visits/1`.
fn heat_row(text: &str) -> HeatRow {
    let cell = HeatCell { text: text.into(), level: 4, href: Some("/visits/1".into()) };
    HeatRow { label: text.into(), href: Some("/units/1".into()), cells: vec![Some(cell)] }
}

/// The words around a drawing that matter to no test.
fn words() -> ChartWords {
    ChartWords { title: "t".into(), table_text: "d".into(), ..ChartWords::default() }
}

/// The drawings and the data table of a chart.
fn chart(view: impl FnOnce() -> AnyView) -> (String, String) {
    // Where one view ends and the next begins, Leptos leaves a mark for the browser.
    let html = html(view).replace("<!>", "");
    let (drawn, table) = html.split_once("<details").expect("the table is folded");
    (drawn.to_owned(), table.to_owned())
}

/// The drawings and the data table of a heat map with these rows.
fn heat_map(rows: Vec<HeatRow>) -> (String, String) {
    let columns = vec!["事中事后监管".to_owned()];
    chart(|| view! { <HeatMap words=words() columns rows corner="c" /> }.into_any())
}

/// So many, which lead to `/ledger?n=` so many.
fn stack_part(value: i64) -> StackPart {
    StackPart { value, href: (value > 0).then(|| format!("/ledger?n={value}")) }
}

/// The drawing and the data table of a bar with these parts: overdue, soon due, in time, without a clock, done.
fn stacked_bar(values: [i64; 5]) -> (String, String) {
    let lights = [Some(LightKind::Red), Some(LightKind::Yellow), Some(LightKind::Green), Some(LightKind::Grey), None];
    let kind = |(text, light): (&str, Option<LightKind>)| StackKind { text: text.to_owned(), light };
    let kinds: Vec<StackKind> = ["r", "y", "g", "n", "d"].into_iter().zip(lights).map(kind).collect();
    let rows = vec![StackRow { label: "公示".to_owned(), parts: values.map(stack_part).to_vec() }];
    chart(|| view! { <StackedBars words=words() kinds rows corner="c" total_text="s" /> }.into_any())
}

/// A line that leads to `/units/` and its name.
fn bump_line(label: &str, before: i64, now: i64) -> BumpLine {
    let (text, href) = (format!("{:+}", before - now), Some(format!("/units/{label}")));
    BumpLine { label: label.to_owned(), before, now, text, href, ..BumpLine::default() }
}

/// The drawing and the data table of these lines, of which at most three are drawn.
fn bump_chart(lines: Vec<BumpLine>) -> (String, String) {
    let (heads, legend) = (["2025", "2026"].map(String::from), ["u", "l", "d"].map(String::from));
    chart(|| view! { <BumpChart words=words() heads lines most=3 legend corner="c" change_text="m" /> }.into_any())
}

#[test]
fn bars_say_where_they_come_from_above_their_table_as_the_other_drawings_do() {
    let said = || ChartWords { source: "as of today".into(), ..words() };
    let bars = || vec![Bar { label: "公示".into(), text: "92%".into(), ..Bar::default() }];
    let (drawn, table) = chart(|| view! { <BarChart words=said() bars=bars() /> }.into_any());
    assert!(drawn.contains("as of today") && !table.contains("as of today"), "{drawn}{table}");
}

#[test]
fn a_heat_map_draws_each_value_and_says_whose_it_is() {
    let (drawn, _) = heat_map(vec![heat_row("14.50")]);
    assert!(drawn.contains(r#"class="fig heat""#), "{drawn}");
    assert!(drawn.contains(r#"<a href="/visits/1" aria-label="14.50, 事中事后监管: 14.50">"#), "{drawn}");
    assert!(drawn.contains(r#"<g class="h4">"#), "{drawn}");
    assert!(drawn.contains(">14.50</text>"), "{drawn}");
    assert!(drawn.contains(">事中事后</text>") && drawn.contains(">监管</text>"), "a long head has lines: {drawn}");
}

#[test]
fn a_heat_map_has_its_figures_as_a_table_too() {
    let (_, table) = heat_map(vec![heat_row("14.50")]);
    assert!(table.contains(r#"<a href="/units/1">14.50</a></th>"#), "{table}");
    assert!(table.contains(r#"<a href="/visits/1">14.50</a></td>"#), "{table}");
}

#[test]
fn a_heat_map_of_many_rows_repeats_its_heads() {
    let (drawn, table) = heat_map(vec![heat_row("1"); 59]);
    assert_eq!(drawn.matches("<svg").count(), 3, "{drawn}");
    assert_eq!(drawn.matches(">监管</text>").count(), 3, "{drawn}");
    assert_eq!(drawn.matches("/visits/1").count(), 59);
    assert_eq!(table.matches("/visits/1").count(), 59);
}

#[test]
fn the_means_of_a_heat_map_stand_under_its_last_row_alone() {
    let (columns, rows) = (vec!["公示".to_owned()], vec![heat_row("1"); 40]);
    let cell = HeatCell { text: "9.75".into(), ..HeatCell::default() };
    let mean = HeatRow { label: "m".into(), href: None, cells: vec![Some(cell)] };
    let (drawn, table) = chart(|| view! { <HeatMap words=words() columns rows mean corner="c" /> }.into_any());
    assert_eq!((drawn.matches("<svg").count(), drawn.matches(r#"class="mean""#).count()), (2, 1), "{drawn}");
    for part in [drawn, table] {
        let (before, after) = part.split_once("9.75").expect("the mean is there");
        assert_eq!((before.matches("/visits/1").count(), after.matches("/visits/1").count()), (40, 0), "{part}");
    }
}

#[test]
fn each_part_of_a_bar_leads_to_what_it_counts_and_says_whose_it_is() {
    let (drawn, table) = stacked_bar([3, 0, 1, 2, 40]);
    assert!(drawn.contains(r#"<g class="p-red"><a href="/ledger?n=3" aria-label="公示, r: 3">"#), "{drawn}");
    for part in [drawn, table] {
        let links: Vec<&str> =
            part.split(r#"href="/ledger?n="#).skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(links, ["3", "1", "2", "40"], "{part}");
    }
}

#[test]
fn parts_are_told_apart_by_more_than_colour() {
    let (drawn, _) = stacked_bar([9, 9, 9, 9, 9]);
    let (drawn, legend) = drawn.split_once(r#"<ul class="legend""#).expect("the kinds have a legend");
    for part in [drawn, legend] {
        let textures: Vec<bool> = part.split(r#"class="p-"#).skip(1).map(|part| part.contains("<path")).collect();
        assert_eq!(textures, [false, true, true, false, false], "hatched and dotted: {part}");
    }
}

#[test]
fn a_bar_says_its_sum_and_a_narrow_part_its_figure_in_the_table_alone() {
    let (drawn, table) = stacked_bar([1, 0, 0, 0, 400]);
    assert!(drawn.contains(r#"class="t-b""#) && drawn.contains(">401</text>"), "{drawn}");
    assert!(!drawn.contains(">1</text>"), "{drawn}");
    assert!(table.contains(r#"<a href="/ledger?n=1">1</a>"#) && table.contains(">401</td>"), "{table}");
}

#[test]
fn a_bump_chart_draws_the_furthest_and_has_all_as_a_table() {
    let lines = vec![bump_line("a", 4, 1), bump_line("b", 1, 2), bump_line("c", 3, 3), bump_line("d", 2, 4)];
    let (drawn, table) = bump_chart(lines);
    let units = |part: &str| part.matches("/units/").count();
    assert_eq!((units(&drawn), units(&table)), (3, 4), "{drawn}");
    assert!(!drawn.contains("/units/c"), "what did not move is not drawn: {drawn}");
    assert!(drawn.contains(r#"<g class="b-up"><a href="/units/a" aria-label="1 a +3, 2025: 4, 2026: 1">"#), "{drawn}");
    assert!(drawn.contains(r#"<g class="b-down"><a href="/units/d""#), "{drawn}");
}

#[test]
fn ones_own_line_has_marks_of_its_own() {
    let own = BumpLine { highlight: true, ..bump_line("a", 1, 1) };
    let (drawn, _) = bump_chart(vec![own, bump_line("b", 2, 2)]);
    assert!(drawn.contains(r#"<g class="b-level b-own">"#), "{drawn}");
    assert_eq!((drawn.matches("<rect").count(), drawn.matches("<circle").count()), (2, 2), "{drawn}");
}

fn donut_part(text: &str, value: i64) -> DonutPart {
    DonutPart {
        text: text.into(),
        light: LightKind::Red,
        value,
        value_text: text.into(),
        href: (value > 1).then(|| "/list".into()),
    }
}

#[test]
fn a_ring_has_a_piece_for_what_counts_something_and_a_row_for_each_part() {
    let parts = vec![donut_part("a", 0), donut_part("b", 1), donut_part("c", 3)];
    let (drawn, table) =
        chart(|| view! { <Donut words=words() parts whole_text="w" corner="c" value_text="v" /> }.into_any());
    // And the ring itself, under them.
    assert_eq!(drawn.matches("<circle").count(), 3, "{drawn}");
    assert!(drawn.contains(r#"stroke-dasharray="95 295" stroke-dashoffset="-1""#), "{drawn}");
    assert!(drawn.contains(r#"<a href="/list" aria-label="c: 3">"#) && drawn.contains(">4</text>"), "{drawn}");
    assert!(table.contains(">a</th>") && table.contains(r#"<a href="/list">3</a>"#), "{table}");
}

fn bullet(text: &str, value: Option<i64>) -> Bullet {
    Bullet { label: text.into(), value, text: text.into(), grade: text.into(), highlight: false }
}

#[test]
fn a_figure_is_marked_in_its_band_and_its_grade_is_said_in_words() {
    let band = |from: i64| BulletBand { from, bound: from.to_string(), text: format!("from {from}") };
    let rows = vec![bullet("a", Some(50)), bullet("b", None)];
    let (drawn, table) = chart(|| {
        let bands = vec![band(0), band(60), band(90)];
        view! {
            <BulletChart words=words() bands rows max=100 mark_text="m" corner="c" value_text="v" grade_text="g" />
        }
        .into_any()
    });
    let (drawn, legend) = drawn.split_once(r#"<ul class="legend""#).expect("the bands have a legend");
    assert_eq!(drawn.matches(r#"class="q"#).count(), 6, "both lie over three bands: {drawn}");
    assert_eq!(drawn.matches(r#"class="f-main""#).count(), 1, "what has no value has no bar: {drawn}");
    assert!(drawn.contains(r#"d="M190,17v24""#) && drawn.contains(">a a</text>"), "{drawn}");
    assert!(drawn.contains(">60</text>") && drawn.contains(">90</text>") && !drawn.contains(">0</text>"), "{drawn}");
    assert!(legend.contains("from 60") && legend.contains("from 90"), "{legend}");
    assert!(table.contains(">a</th>") && table.contains(">b</td>"), "{table}");
}

#[test]
fn a_line_has_a_dot_and_a_row_for_each_figure() {
    let points =
        [("09-07", 2), ("09-14", 0)].map(|(label, value)| LinePoint { label: label.into(), value, href: None });
    let (drawn, table) =
        chart(|| view! { <LineChart words=words() points=points.to_vec() corner="c" value_text="v" /> }.into_any());
    assert_eq!(drawn.matches("<circle").count(), 2, "{drawn}");
    assert!(drawn.contains(r#"d="M24,22L356,106""#), "{drawn}");
    assert!(table.contains(">09-07</th>") && table.contains(">2</td>"), "{table}");
}

#[test]
fn a_bar_lies_over_its_days_and_leads_to_what_it_is() {
    let bar = span_bar("group", SpanState::Done, "2026-11-16", "2026-11-22", Some("/calendar"));
    let (drawn, table) = span_chart(axis(), vec![bar]);
    assert!(
        drawn.contains(r#"<g class="p-over"><a href="/calendar" aria-label="group group, 2026-11-16">"#),
        "{drawn}"
    );
    let bar = drawn.split("<rect ").find(|rest| rest.contains(r#"class="bar""#)).unwrap();
    assert!(bar.contains(r#"x="0""#) && bar.contains(r#"width="95""#), "a week of four: {bar}");
    assert!(table.contains(r#"<a href="/calendar">group</a></th>"#) && table.contains(">2026-11-16</td>"), "{table}");
}

#[test]
fn how_far_a_bar_is_reads_without_colour() {
    let bar = |state| span_bar("a", state, "2026-11-16", "2026-12-04", None);
    let states = [SpanState::Done, SpanState::Running, SpanState::Ahead];
    let (drawn, _) = span_chart(axis(), states.map(bar).to_vec());
    let (drawn, legend) = drawn.split_once(r#"<ul class="legend""#).expect("the textures have a legend");
    for part in [drawn, legend] {
        let hatched: Vec<bool> = part.split("<rect ").skip(1).map(hatches).collect();
        assert_eq!(hatched, [false, true, false], "{part}");
    }
    assert_eq!(drawn.matches(">a a</text>").count(), 3, "each says it in words: {drawn}");
}

/// Whether strokes follow a bar before the next thing.
fn hatches(after: &str) -> bool {
    after.split_once('>').is_some_and(|(_, rest)| rest.trim_start_matches("</rect>").starts_with("<path d="))
}

#[test]
fn the_line_names_its_mondays_and_marks_today_only_where_it_matters() {
    let bar = || vec![span_bar("a", SpanState::Ahead, "2026-11-16", "2026-12-13", None)];
    let (drawn, _) = span_chart(axis(), bar());
    assert!(drawn.contains(">11-23</text>") && drawn.contains(">12-07</text>"), "{drawn}");
    // The 24th is the ninth of 28 days.
    assert!(drawn.contains(r#"d="M115,22V64""#), "{drawn}");
    assert_eq!(drawn.matches("today 11-24").count(), 2, "under the line and in the legend: {drawn}");
    let without = DateAxis::over([bar()[0].days], None).unwrap();
    assert!(!span_chart(without, bar()).0.contains("today"), "{drawn}");
}

#[test]
fn an_error_is_tied_to_its_field() {
    let html = html(|| view! { <TextField label="a" name="rate" help="h" error="wrong" /> }.into_any());
    assert!(html.contains(r#"aria-describedby="f-rate-help f-rate-error""#), "{html}");
    assert!(html.contains(r#"aria-invalid="true""#), "{html}");
}

#[test]
fn a_field_without_error_is_not_invalid() {
    let error: Option<String> = None;
    let html = html(|| view! { <TextField label="a" name="rate" error /> }.into_any());
    assert!(!html.contains("aria-invalid"), "{html}");
    assert!(!html.contains("aria-describedby"), "{html}");
}

#[test]
fn the_summary_links_to_the_field() {
    let errors = vec![("areas[]".to_string(), "choose".to_string())];
    let summary = html(|| view! { <ErrorSummary title="t" errors /> }.into_any());
    let group = html(|| view! { <CheckGroup legend="l" name="areas[]" options=vec![] /> }.into_any());
    assert!(summary.contains(r##"href="#f-areas--""##), "{summary}");
    assert!(group.contains(r#"id="f-areas--""#), "{group}");
}

#[test]
fn the_summary_leads_to_a_place_of_the_page() {
    let errors = vec![("#return-reason".to_string(), "missing".to_string())];
    let summary = html(|| view! { <ErrorSummary title="t" errors /> }.into_any());
    assert!(summary.contains(r##"href="#return-reason""##) && summary.contains(r#"rel="external""#), "{summary}");
}

#[test]
fn no_errors_no_summary() {
    let html = html(|| view! { <ErrorSummary title="t" errors=vec![] /> }.into_any());
    assert!(!html.contains("<section"), "{html}");
}

#[test]
fn a_skeleton_says_that_it_waits_and_has_the_outline_of_what_it_waits_for() {
    let drawn = |outline| html(move || view! { <Skeleton text="loading" outline /> }.into_any());
    let outlines = [Outline::Record, Outline::Table, Outline::Form, Outline::Board];
    let drawn = outlines.map(drawn);
    let classes = ["skel", "skel as-table", "skel as-form", "skel as-board"];
    for (drawn, class) in drawn.iter().zip(classes) {
        assert!(drawn.contains(&format!("class=\"{class}\"")), "{drawn}");
        assert!(drawn.contains("role=\"status\"") && drawn.contains("loading"), "{drawn}");
    }
    let parts = drawn.each_ref().map(|drawn| drawn.matches("<i").count());
    assert_eq!(parts, [parts[0]; 4], "the style sheet alone tells them apart");
}

#[test]
fn the_style_guide_is_well_formed() {
    let html = html(|| view! { <StyleguideFrame /> }.into_any());
    assert_eq!(misnested(&html), Vec::<String>::new());
}

#[test]
fn no_component_styles_inline() {
    let html = html(|| view! { <StyleguideFrame /> }.into_any());
    assert!(!html.contains("style="), "the Content-Security-Policy forbids inline styles");
}

#[test]
fn ids_are_unique() {
    let html = html(|| view! { <StyleguideFrame /> }.into_any());
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
}

#[test]
fn rendering_twice_gives_the_same() {
    let page = || html(|| view! { <StyleguideFrame /> }.into_any());
    assert_eq!(page(), page());
}

#[test]
fn the_clock_marks_each_working_day() {
    let html = html(|| view! { <Clock used=7 total=10 late=2 text="t" /> }.into_any());
    assert_eq!(html.matches("used").count(), 7, "{html}");
    assert_eq!(html.matches("late").count(), 2, "{html}");
    assert_eq!(html.matches("<i").count(), 12, "{html}");
}

#[test]
fn the_id_of_a_field_keeps_letters_of_every_script_and_no_sign_of_a_query() {
    assert_eq!(field_id("scores[A1.2]_own"), "f-scores-A1.2-_own");
    assert_eq!(field_id("责任 #1"), "f-责任--1");
}
