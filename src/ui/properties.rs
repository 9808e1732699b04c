//! What must hold for every chart, whatever figures it is given.

use proptest::prelude::*;

use super::{
    bump_chart::{beside, depth, spread},
    line_chart::{along, named},
    stacked_bars::{Block, spans},
};

fn any_values() -> impl Strategy<Value = Vec<i64>> {
    proptest::collection::vec(prop_oneof![Just(0i64), 0i64..5, 0i64..2000], 0..9)
}

fn any_block() -> impl Strategy<Value = Block> {
    (0i64..400, 0i64..400, 4i64..400, 4i64..40).prop_map(|(x, y, width, height)| Block { x, y, width, height })
}

/// Whether a point lies in the block or on its edge.
fn holds(block: Block, (x, y): (i64, i64)) -> bool {
    (block.x..=block.x + block.width).contains(&x) && (block.y..=block.y + block.height).contains(&y)
}

proptest! {
    #[test]
    fn parts_fill_their_bar_without_a_gap(values in any_values(), length in 60i64..400) {
        let spans = spans(&values, length);
        let mut end = 0;
        for (value, (start, width)) in values.iter().zip(&spans) {
            prop_assert_eq!(*start, end);
            prop_assert_eq!(*width > 0, *value > 0);
            prop_assert!(*value == 0 || *width >= 6);
            end += width;
        }
        prop_assert_eq!(end, if values.iter().any(|value| *value > 0) { length } else { 0 });
    }

    #[test]
    fn a_part_that_counts_more_is_no_narrower(values in any_values(), length in 60i64..400) {
        let spans = spans(&values, length);
        for (one, (_, width)) in values.iter().zip(&spans) {
            for (other, (_, other_width)) in values.iter().zip(&spans) {
                // Every border is rounded down to a whole unit.
                prop_assert!(one < other || *width + 1 >= *other_width, "{values:?} {spans:?}");
            }
        }
    }

    #[test]
    fn a_texture_stays_in_its_part(block in any_block()) {
        let ends = block.strokes().into_iter().flatten();
        prop_assert!(ends.chain(block.dots()).all(|point| holds(block, point)));
        prop_assert!(!block.dots().is_empty());
    }

    #[test]
    fn words_stand_apart_and_inside_wherever_there_is_room(
        mut wanted in proptest::collection::vec(0i64..=400, 1..20),
        more in 0i64..200,
    ) {
        wanted.sort_unstable();
        let room = 16 * i64::try_from(wanted.len() - 1).unwrap() + more;
        let depths = spread(&wanted, 16, room);
        prop_assert!(depths.windows(2).all(|pair| pair[1] - pair[0] >= 16), "{depths:?}");
        prop_assert!(depths.iter().all(|depth| (0..=room).contains(depth)), "{depths:?}");
    }

    #[test]
    fn words_are_moved_only_where_they_would_touch(places in proptest::collection::vec(1i64..=30, 1..16)) {
        let dots: Vec<i64> = places.iter().map(|place| depth(*place, 30, 24 * 29)).collect();
        let words = beside(&dots, 24 * 29);
        let mut sorted = places.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() == places.len() {
            prop_assert_eq!(words, dots);
        } else {
            prop_assert_ne!(words, dots);
        }
    }

    #[test]
    fn a_line_runs_from_left_to_right_inside_its_drawing(values in any_values(), width in 7i64..80) {
        let places = along(&values);
        prop_assert!(places.iter().all(|(x, y)| (24..=356).contains(x) && (22..=106).contains(y)), "{places:?}");
        prop_assert!(places.windows(2).all(|pair| pair[0].0 < pair[1].0), "{places:?}");
        prop_assert_eq!(named(values.len(), width).len(), values.len());
    }
}
