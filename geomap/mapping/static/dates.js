// @ts-check
// Days counted from 1970-01-01, in words and on an axis. JavaScript's Date is not used: it bends years below 100.
(function (geomap) {
  "use strict";

  const NONE = -2147483648;
  const t = geomap.strings;

  /** @typedef {{y: number, m: number, d: number}} Civil */

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
    return between(civil(start), civil(end), names);
  }

  /** @param {Civil} a @param {Civil} b @param {string[]} names */
  function between(a, b, names) {
    const sameYear = a.y === b.y,
      sameMonth = sameYear && a.m === b.m,
      first = names[a.m - 1],
      last = names[b.m - 1];
    if (a.d === 1 && b.d === monthLength(b)) {
      if (a.m === 1 && b.m === 12) return sameYear ? `${a.y}` : `${a.y}–${b.y}`;
      if (sameMonth) return `${first} ${a.y}`;
      return sameYear ? `${first}–${last} ${a.y}` : `${first} ${a.y} – ${last} ${b.y}`;
    }
    if (sameMonth) return `${a.d}–${b.d} ${first} ${a.y}`;
    return `${a.d} ${first}${sameYear ? "" : ` ${a.y}`} – ${b.d} ${last} ${b.y}`;
  }

  /** @param {number} day @param {string[]} names */
  function one(day, names) {
    const c = civil(day);
    return `${c.d} ${names[c.m - 1]} ${c.y}`;
  }

  geomap.dates = { NONE, civil, dayOf, iso, parse, range };
})(window.geomap);
