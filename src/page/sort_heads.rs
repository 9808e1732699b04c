//! The heads of a list that sorts: links, so that an order stands in the address and needs no script.

use crate::ui::{Column, Order};

/// How a list is put in order now, and the address of each order.
pub struct SortHeads<O, F> {
    now: O,
    address: F,
}

impl<O: PartialEq, F: Fn(O) -> String> SortHeads<O, F> {
    /// The heads of a list that is put in order by `now`; `address` gives where it is put in another.
    pub fn new(now: O, address: F) -> Self {
        Self { now, address }
    }

    /// The column whose order has the least first.
    pub fn up(&self, column: Column, order: O) -> Column {
        self.head(column, order, Order::Ascending)
    }

    /// The column whose order has the most first.
    pub fn down(&self, column: Column, order: O) -> Column {
        self.head(column, order, Order::Descending)
    }

    fn head(&self, column: Column, order: O, way: Order) -> Column {
        let sorted = (self.now == order).then_some(way);
        column.sorts((self.address)(order), sorted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_leads_to_its_order_and_the_present_one_says_its_way() {
        let heads = SortHeads::new("late", |order: &str| format!("/self-check?sort={order}"));
        let [late, due] = [heads.down(Column::new("late", ""), "late"), heads.up(Column::new("due", ""), "due")];
        assert_eq!((late.sort_href.as_deref(), late.sorted), (Some("/self-check?sort=late"), Some(Order::Descending)));
        assert_eq!((due.sort_href.as_deref(), due.sorted), (Some("/self-check?sort=due"), None));
    }
}
