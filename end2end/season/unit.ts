// The kind of units that the season is about, and the words that its steps share.

/** A unit as the register has it. */
export interface Unit {
  readonly code: string;
  readonly name: string;
  /** By which most lists call it. */
  readonly shortName: string;
}

/** The kind that is asked and inspected, with how many units there are of it: the fewest of all kinds. */
export const KIND = "法律法规授权组织";
export const OF_KIND = 6;

/** The six parts, as the fields of the self scores name them. */
export const AREAS = ["公示", "落实", "动态调整", "事中事后监管", "服务承诺", "其他"];

/** What a visit finds, and the ledger follows. */
export interface Finding {
  readonly indicator: string;
  readonly title: string;
  readonly detail: string;
  readonly severity: "轻微" | "一般" | "严重";
  readonly advice: string;
  /** The number of the record that proves it; where there is none, a file does. */
  readonly record?: string;
}

/** The findings of the visit that is played in full: the first is rectified and closed, the other has time left. */
export const FINDINGS: [Finding, Finding] = [
  {
    indicator: "F1.3",
    title: "公示网页缺少两项追责情形",
    detail: "抽查 20 项，其中两项的追责情形没有列出。",
    severity: "轻微",
    advice: "对照审定版本逐项补齐。",
    record: "8",
  },
  {
    indicator: "F2.1",
    title: "领导班子只研究过一次责任清单",
    detail: "会议记录中只有一次研究责任清单的落实。",
    severity: "一般",
    advice: "每半年研究一次，留下纪要。",
  },
];

/** Those of the visit to the substitute: the first is due at once, the other is not ordered. */
export const OTHER_FINDINGS: [Finding, Finding] = [
  {
    indicator: "F4.1",
    title: "监管措施没有覆盖全部事项",
    detail: "应监管事项中有三项没有对应的措施。",
    severity: "一般",
    advice: "补订三项监管措施。",
    record: "1",
  },
  {
    indicator: "F5.3",
    title: "延时服务没有记录",
    detail: "有排班表，没有延时服务的记录。",
    severity: "轻微",
    advice: "建立延时服务台账。",
    record: "2",
  },
];

/** A unit of the kind that is neither of these, by its code. */
export function neither(...units: Unit[]): string {
  const codes = Array.from({ length: OF_KIND }, (_, at) => `JSSQ0${at + 1}`);
  return codes.find((code) => units.every((unit) => unit.code !== code)) ?? "";
}
