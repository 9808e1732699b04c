// The unit that the season follows, and the words that its steps share.

/** The unit of the demo's own clerk and head. */
export const UNIT = "JSJD01";
export const UNIT_NAME = /经八路/;

/** Another unit, of which that clerk and head see nothing. */
export const OTHER_UNIT = "JSJD02";

/** The six parts, as the fields of the self scores name them. */
export const AREAS = ["公示", "落实", "动态调整", "事中事后监管", "服务承诺", "其他"];

/** What the visit finds, and the ledger follows. */
export const FINDING = "公示网页缺少两项追责情形";
