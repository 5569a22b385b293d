// @ts-check
// Days counted from 1970-01-01, in words and on an axis. JavaScript's Date is not used: it bends years below 100.
(function (geomap) {
  "use strict";

  const NONE = -2147483648;
  const t = geomap.strings;

  /** Year, month 1 to 12 and day of a day number (Howard Hinnant's civil_from_days). @param {number} day */
  function civil(day) {
    const z = day + 719468;
    const era = Math.floor(z / 146097);
    const doe = z - era * 146097;
    const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
    const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
    const mp = Math.floor((5 * doy + 2) / 153);
    const month = mp < 10 ? mp + 3 : mp - 9;
    return { y: yoe + era * 400 + (month <= 2 ? 1 : 0), m: month, d: doy - Math.floor((153 * mp + 2) / 5) + 1 };
  }

  /** Day number of a date. @param {number} year @param {number} m @param {number} d */
  function dayOf(year, m, d) {
    const y = m <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yoe = y - era * 400;
    const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
    return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
  }

  /** @param {number} day */
  function iso(day) {
    const c = civil(day);
    const year = c.y < 0 ? `-${String(-c.y).padStart(4, "0")}` : String(c.y).padStart(4, "0");
    return `${year}-${String(c.m).padStart(2, "0")}-${String(c.d).padStart(2, "0")}`;
  }

  /** @param {string} text @returns {number} */
  function parse(text) {
    const found = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text || "");
    if (!found) return NONE;
    const day = dayOf(Number(found[1]), Number(found[2]), Number(found[3]));
    return iso(day) === text ? day : NONE;
  }

  /** @param {{y: number, m: number}} c */
  const monthLength = (c) => dayOf(c.m === 12 ? c.y + 1 : c.y, (c.m % 12) + 1, 1) - dayOf(c.y, c.m, 1);

  /**
   * A stretch of days in words, as short as it can be said.
   * @param {number} start @param {number} end @param {{short?: boolean}} [how]
   */
  function range(start, end, how) {
    const names = how && how.short ? t.shortMonths : t.months;
    if (start === NONE && end === NONE) return t.undated;
    if (start === NONE) return `by ${one(end, names)}`;
    if (end === NONE) return `from ${one(start, names)}`;
    if (start === end) return one(start, names);
    const a = civil(start);
    const b = civil(end);
    const wholeMonths = a.d === 1 && b.d === monthLength(b);
    if (wholeMonths && a.m === 1 && b.m === 12) return a.y === b.y ? `${a.y}` : `${a.y}–${b.y}`;
    if (wholeMonths && a.y === b.y) return a.m === b.m ? `${names[a.m - 1]} ${a.y}` : `${names[a.m - 1]}–${names[b.m - 1]} ${a.y}`;
    if (wholeMonths) return `${names[a.m - 1]} ${a.y} – ${names[b.m - 1]} ${b.y}`;
    if (a.y === b.y && a.m === b.m) return `${a.d}–${b.d} ${names[a.m - 1]} ${a.y}`;
    if (a.y === b.y) return `${a.d} ${names[a.m - 1]} – ${b.d} ${names[b.m - 1]} ${a.y}`;
    return `${one(start, names)} – ${one(end, names)}`;
  }

  /** @param {number} day @param {string[]} names */
  function one(day, names) {
    const c = civil(day);
    return `${c.d} ${names[c.m - 1]} ${c.y}`;
  }

  // Steps of the axis and the brush, smallest first, with their length in days.
  const STEPS = [
    { unit: "day", count: 1, days: 1 }, { unit: "week", count: 1, days: 7 }, { unit: "month", count: 1, days: 30.44 },
    { unit: "month", count: 3, days: 91.3 }, { unit: "year", count: 1, days: 365.24 }, { unit: "year", count: 5, days: 1826.2 },
    { unit: "year", count: 10, days: 3652.4 }, { unit: "year", count: 50, days: 18262 }, { unit: "year", count: 100, days: 36524 },
    { unit: "year", count: 500, days: 182621 }, { unit: "year", count: 1000, days: 365242 },
  ];

  /**
   * The first day of the step that holds a day, moved by a number of steps.
   * @param {number} day @param {{unit: string, count: number}} step @param {number} [by]
   */
  function floorTo(day, step, by) {
    const move = by || 0;
    if (step.unit === "day") return Math.floor(day) + move * step.count;
    // 1970-01-01 was a Thursday; weeks begin on Monday.
    if (step.unit === "week") return Math.floor((Math.floor(day) + 3) / 7) * 7 - 3 + move * 7;
    const c = civil(Math.floor(day));
    if (step.unit === "month") {
      const months = Math.floor((c.y * 12 + c.m - 1) / step.count) * step.count + move * step.count;
      return dayOf(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
    }
    return dayOf(Math.floor(c.y / step.count) * step.count + move * step.count, 1, 1);
  }

  /**
   * Ticks for an axis: the finest step whose labels do not crowd.
   * @param {number} from @param {number} to @param {number} width Width in pixels.
   */
  function ticks(from, to, width) {
    const room = Math.max(1, width / 74);
    const step = STEPS.find((s) => (to - from) / s.days <= room) || STEPS[STEPS.length - 1];
    const found = [];
    for (let day = floorTo(from, step); day <= to && found.length < 200; day = floorTo(day, step, 1)) {
      if (day >= from) found.push({ day, label: tickLabel(day, step, found.length === 0) });
    }
    return found;
  }

  /** @param {number} day @param {{unit: string, count: number}} step @param {boolean} first */
  function tickLabel(day, step, first) {
    const c = civil(day);
    if (step.unit === "year") return String(c.y);
    if (step.unit === "month") return first || c.m === 1 ? `${t.shortMonths[c.m - 1]} ${c.y}` : t.shortMonths[c.m - 1];
    return first || (c.m === 1 && c.d <= 7) ? `${c.d} ${t.shortMonths[c.m - 1]} ${c.y}` : `${c.d} ${t.shortMonths[c.m - 1]}`;
  }

  geomap.dates = { NONE, STEPS, civil, dayOf, floorTo, iso, parse, range, ticks };
})((window.geomap = window.geomap || {}));
