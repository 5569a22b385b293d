// @ts-check
// Steps of time: whole days, or minutes where an event tells the hour; in words, in an address and on an axis.
(function (geomap) {
  "use strict";

  const { NONE, civil, dayOf } = geomap.dates;
  const t = geomap.strings;
  const DAY = 1440;

  // The grid of the axis and the brush, finest first: unit, how many of it, and its length in days.
  const GRID = [
    { unit: "minute", count: 1, days: 1 / DAY },
    { unit: "minute", count: 5, days: 5 / DAY },
    { unit: "minute", count: 15, days: 15 / DAY },
    { unit: "minute", count: 60, days: 60 / DAY },
    { unit: "minute", count: 180, days: 180 / DAY },
    { unit: "minute", count: 360, days: 360 / DAY },
    { unit: "day", count: 1, days: 1 },
    { unit: "week", count: 1, days: 7 },
    { unit: "month", count: 1, days: 30.44 },
    { unit: "month", count: 3, days: 91.3 },
    { unit: "year", count: 1, days: 365.24 },
    { unit: "year", count: 5, days: 1826.2 },
    { unit: "year", count: 10, days: 3652.4 },
    { unit: "year", count: 50, days: 18262 },
    { unit: "year", count: 100, days: 36524 },
    { unit: "year", count: 500, days: 182621 },
    { unit: "year", count: 1000, days: 365242 },
  ];

  // What a hand may step by.
  /** @type {Record<string, GridStep>} */
  const STEPS = {
    minute: { unit: "minute", count: 1 },
    quarter: { unit: "minute", count: 15 },
    hour: { unit: "minute", count: 60 },
    day: { unit: "day", count: 1 },
    week: { unit: "week", count: 1 },
    month: { unit: "month", count: 1 },
    year: { unit: "year", count: 1 },
    decade: { unit: "year", count: 10 },
    century: { unit: "year", count: 100 },
  };
  // The longest span, in days, for which a step is the one to begin with.
  const CHOICE = [
    ["minute", 0.09],
    ["quarter", 1.1],
    ["hour", 6],
    ["day", 120],
    ["week", 800],
    ["month", 4000],
    ["year", 40000],
    ["decade", 400000],
    ["century", Infinity],
  ];

  /**
   * The first day of the step that holds a day, moved by a number of steps.
   * @param {number} day @param {GridStep} step @param {number} move
   */
  function floorDay(day, step, move) {
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

  /** "14:30" @param {number} minute */
  const hour = (minute) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

  class Clock {
    /** @param {number} perDay Steps a day: 1 or 1,440. */
    constructor(perDay) {
      this.perDay = perDay;
    }

    /** @param {number} at */
    day(at) {
      return Math.floor(at / this.perDay);
    }

    /** @param {number} at */
    minute(at) {
      return Math.floor(at - this.day(at) * this.perDay);
    }

    /** @param {number} at */
    iso(at) {
      const day = geomap.dates.iso(this.day(at));
      return this.perDay === 1 ? day : `${day}T${hour(this.minute(at))}`;
    }

    /** A step read from "2021-02-01" or "2021-02-01T14:30"; a bare day is its first step, or its last. @param {string} text @param {boolean} [last] */
    parse(text, last) {
      const [date, time] = (text || "").split("T"),
        day = geomap.dates.parse(date);
      if (day === NONE) return NONE;
      const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time || "");
      if (time !== undefined && !found) return NONE;
      if (this.perDay === 1) return day;
      return day * DAY + (found ? Number(found[1]) * 60 + Number(found[2]) : last ? DAY - 1 : 0);
    }

    /** A stretch of time in words, as short as it can be said. @param {number} start @param {number} end @param {{short?: boolean}} [how] */
    range(start, end, how) {
      if (this.perDay === 1) return geomap.dates.range(start, end, how);
      const wholeStart = start === NONE || this.minute(start) === 0,
        wholeEnd = end === NONE || this.minute(end) === DAY - 1;
      const a = start === NONE ? NONE : this.day(start),
        b = end === NONE ? NONE : this.day(end);
      if (wholeStart && wholeEnd && !(start === end && start !== NONE)) return geomap.dates.range(a, b, how);
      const day = (/** @type {number} */ d) => geomap.dates.range(d, d, how);
      if (start === NONE) return `by ${day(b)}, ${hour(this.minute(end))}`;
      if (end === NONE) return `from ${day(a)}, ${hour(this.minute(start))}`;
      if (start === end) return `${day(a)}, ${hour(this.minute(start))}`;
      if (a === b) return `${day(a)}, ${hour(this.minute(start))}–${hour(this.minute(end))}`;
      return `${day(a)}, ${hour(this.minute(start))} – ${day(b)}, ${hour(this.minute(end))}`;
    }

    /** The first step of the grid's cell that holds a step, moved by some cells. @param {number} at @param {GridStep} step @param {number} [by] */
    floor(at, step, by) {
      const move = by || 0;
      if (step.unit !== "minute") return floorDay(at / this.perDay, step, move) * this.perDay;
      return this.perDay === 1 ? Math.floor(at) + move : (Math.floor(at / step.count) + move) * step.count;
    }

    /** Names of the steps that a hand may choose, finest first. */
    get steps() {
      return Object.keys(t.steps).filter((name) => this.perDay > 1 || STEPS[name].unit !== "minute");
    }

    /** The step to begin with for a span of so many steps. @param {number} length */
    choose(length) {
      const days = length / this.perDay;
      return String(
        (CHOICE.find(([name, most]) => this.steps.includes(String(name)) && days <= Number(most)) || ["century"])[0],
      );
    }

    /**
     * Ticks for an axis: the finest grid whose labels do not crowd.
     * @param {number} from @param {number} to @param {number} width Width in pixels.
     */
    ticks(from, to, width) {
      const room = Math.max(1, width / 78),
        days = (to - from) / this.perDay;
      const fit = GRID.filter((s) => this.perDay > 1 || s.unit !== "minute");
      const step = fit.find((s) => days / s.days <= room) || fit[fit.length - 1];
      const found = [];
      for (let at = this.floor(from, step); at <= to && found.length < 200; at = this.floor(at, step, 1)) {
        if (at >= from) found.push({ day: at, label: this.tickLabel(at, step, found.length === 0) });
      }
      return found;
    }

    /** @param {number} at @param {GridStep} step @param {boolean} first */
    tickLabel(at, step, first) {
      const c = civil(this.day(at));
      if (step.unit === "year") return String(c.y);
      if (step.unit === "month")
        return first || c.m === 1 ? `${t.shortMonths[c.m - 1]} ${c.y}` : t.shortMonths[c.m - 1];
      const day = `${c.d} ${t.shortMonths[c.m - 1]}`;
      if (step.unit === "minute") {
        const minute = this.minute(at);
        return first ? `${day} ${c.y}, ${hour(minute)}` : minute === 0 ? day : hour(minute);
      }
      return first || (c.m === 1 && c.d <= 7) ? `${day} ${c.y}` : day;
    }
  }

  geomap.Clock = Clock;
  geomap.STEPS = STEPS;
})(window.geomap);
