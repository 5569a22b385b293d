// @ts-check
// Events over time as a picture: an axis, and bars for a few events or a histogram for many.
(function (geomap) {
  "use strict";

  const { NONE } = geomap.dates;
  const MOST_BARS = 48;
  const EDGE = 8; // pixels kept free at both ends
  const FOOT = 18; // pixels below the bars, for the axis

  class Timeline {
    /** @param {Store} store @param {HTMLCanvasElement} canvas */
    constructor(store, canvas) {
      this.store = store;
      this.canvas = canvas;
      const span = store.span || { from: 0, to: 0 };
      /** The stretch of time that the axis shows. */
      this.axis = { from: span.from, to: span.to };
      this.picture = "";
      this.drawn = { grey: canvas, coloured: canvas };
      this.width = this.height = this.ratio = 1;
      this.dated = 0;
      for (let i = 0; i < store.n; i++) if (store.firsts[i] !== NONE) this.dated++;
    }

    /** @param {number} width @param {number} height */
    resize(width, height) {
      this.width = Math.max(60, width);
      this.height = Math.max(40, height);
      this.ratio = Math.min(window.devicePixelRatio || 1, 2);
      this.canvas.width = Math.round(this.width * this.ratio);
      this.canvas.height = Math.round(this.height * this.ratio);
      this.picture = "";
    }

    /** Show another stretch of time. @param {number} from @param {number} to */
    zoom(from, to) {
      this.axis = { from, to };
      this.picture = "";
    }

    /** A little room at both ends, so that the first and last bars have width. */
    get pad() {
      return Math.max(0.5, (this.axis.to - this.axis.from + 1) * 0.015);
    }

    /** @param {number} at */
    x(at) {
      const { from, to } = this.axis,
        pad = this.pad;
      return ((at - from + pad) / (to + 1 - from + 2 * pad)) * (this.width - 2 * EDGE) + EDGE;
    }

    /** @param {number} x */
    at(x) {
      const { from, to } = this.axis,
        pad = this.pad;
      return ((x - EDGE) / (this.width - 2 * EDGE)) * (to + 1 - from + 2 * pad) + from - pad;
    }

    /** Paint everything for a window of time, both ends inclusive. @param {{from: number, to: number}} now @param {boolean} active Whether the window filters. */
    paint(now, active) {
      const ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
      ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      ctx.clearRect(0, 0, this.width, this.height);
      if (!this.store.span) return;
      this.paintAxis(ctx);
      const bars = this.dated <= MOST_BARS ? this.bars() : null;
      if (bars) return bars.forEach((bar) => this.paintBar(ctx, bar));
      this.paintHistogram(ctx, now, active);
    }

    /** @param {CanvasRenderingContext2D} ctx */
    paintAxis(ctx) {
      const theme = geomap.theme(),
        bottom = this.height - FOOT + 1;
      ctx.font = "11px system-ui, sans-serif";
      ctx.textBaseline = "alphabetic";
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.border;
      ctx.beginPath();
      ctx.moveTo(EDGE, bottom + 0.5);
      ctx.lineTo(this.width - EDGE, bottom + 0.5);
      ctx.stroke();
      ctx.fillStyle = theme.soft;
      let last = -Infinity;
      for (const tick of this.store.clock.ticks(this.at(EDGE), this.at(this.width - EDGE), this.width - 2 * EDGE)) {
        const x = Math.round(this.x(tick.day)) + 0.5;
        ctx.beginPath();
        ctx.moveTo(x, bottom);
        ctx.lineTo(x, bottom + 4);
        ctx.stroke();
        const width = ctx.measureText(tick.label).width,
          left = Math.max(2, Math.min(this.width - width - 2, x - width / 2));
        if (left < last + 10) continue;
        ctx.fillText(tick.label, left, this.height - 3);
        last = left + width;
      }
    }

    /** Lay a few events out as bars in lanes; null where the lanes would be too thin to tell apart. */
    bars() {
      const { store } = this,
        bottom = this.height - FOOT - 2;
      /** @type {number[]} */
      const lanes = [];
      const placed = [];
      for (let i = 0; i < store.n; i++) {
        if (
          store.first(i) === NONE ||
          !store.passesButTime(i) ||
          store.last(i) < this.axis.from ||
          store.first(i) > this.axis.to
        )
          continue;
        const x1 = this.x(store.first(i)),
          x2 = Math.max(x1 + 5, this.x(store.last(i) + 1)),
          soft = store.columns.fuzzy[i] ? 8 : 0;
        let lane = lanes.findIndex((end) => end + 3 <= x1 - soft);
        if (lane < 0) lane = lanes.push(0) - 1;
        lanes[lane] = x2 + soft;
        placed.push({ i, x1, x2, lane, y: 0, high: 0 });
      }
      const room = bottom - 6;
      if (room / lanes.length < 5.5) return null;
      const pitch = Math.min(15, room / Math.max(1, lanes.length)),
        high = Math.max(3, Math.min(11, pitch - 3));
      return placed.map((bar) => ({ ...bar, high, y: bottom - (bar.lane + 1) * pitch + (pitch - high) / 2 }));
    }

    /** @param {CanvasRenderingContext2D} ctx @param {Bar} bar */
    paintBar(ctx, bar) {
      const { store } = this,
        { i, x1, x2, y, high } = bar,
        theme = geomap.theme();
      const color = geomap.groupColor(store.groupAt(i), theme),
        how = geomap.glyphs.look(store.status(i)),
        fuzzy = store.columns.fuzzy[i];
      ctx.globalAlpha = store.passes(i) ? 1 : 0.25;
      ctx.beginPath();
      ctx.roundRect(x1, y, x2 - x1, high, Math.min(3, high / 2));
      ctx.fillStyle = how.hollow ? theme.paper : color;
      ctx.fill();
      ctx.lineWidth = 1.4;
      ctx.strokeStyle = color;
      ctx.setLineDash(how.dashed ? [3, 2] : []);
      ctx.stroke();
      ctx.setLineDash([]);
      if (fuzzy & 1) hatch(ctx, x1 - 9, y, 10, high, color, theme, true);
      if (fuzzy & 2) hatch(ctx, x2 - 1, y, 10, high, color, theme, false);
      if (how.struck) {
        ctx.strokeStyle = theme.ink;
        ctx.beginPath();
        ctx.moveTo(x1 - 3, y + high / 2);
        ctx.lineTo(x2 + 3, y + high / 2);
        ctx.stroke();
      }
      if (i === store.state.selected) {
        ctx.lineWidth = 2;
        ctx.strokeStyle = theme.accent;
        ctx.beginPath();
        ctx.roundRect(x1 - 3, y - 3, x2 - x1 + 6, high + 6, 4);
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    }

    /** Many events: grey for all that pass the other filters, coloured within the window. @param {CanvasRenderingContext2D} ctx @param {{from: number, to: number}} now @param {boolean} active */
    paintHistogram(ctx, now, active) {
      const theme = geomap.theme(),
        key = [this.store.revision, theme.dark, this.axis.from, this.axis.to].join();
      if (key !== this.picture) {
        this.picture = key;
        this.drawn = this.histogram();
      }
      const { grey, coloured } = this.drawn;
      const draw = (/** @type {HTMLCanvasElement} */ picture) => ctx.drawImage(picture, 0, 0, this.width, this.height);
      if (!active) return draw(coloured);
      draw(grey);
      ctx.save();
      ctx.beginPath();
      ctx.rect(this.x(now.from), 0, Math.max(1, this.x(now.to + 1) - this.x(now.from)), this.height);
      ctx.clip();
      ctx.clearRect(0, 0, this.width, this.height - FOOT);
      draw(coloured);
      ctx.restore();
    }

    /** Both pictures of the histogram, drawn once a filter: brushing only cuts a window out of them. */
    histogram() {
      const { bins, counts, kinds } = this.count(),
        totals = new Float64Array(bins);
      for (let k = 0; k < bins; k++) for (let g = 0; g < kinds; g++) totals[k] += counts[k * kinds + g];
      const most = totals.reduce((a, b) => Math.max(a, b), 0) || 1;
      const theme = geomap.theme(),
        bottom = this.height - FOOT,
        high = bottom - 8;
      const x0 = this.x(this.axis.from),
        wide = (this.x(this.axis.to + 1) - x0) / bins,
        gap = wide > 4 ? 1 : 0;
      const grey = this.blank(),
        coloured = this.blank();
      grey.ctx.fillStyle = theme.border;
      grey.ctx.globalAlpha = 0.55;
      for (let k = 0; k < bins; k++) {
        const x = x0 + k * wide;
        if (totals[k]) grey.ctx.fillRect(x, bottom - (totals[k] / most) * high, wide - gap, (totals[k] / most) * high);
        let y = bottom;
        for (let g = 0; g < kinds; g++) {
          const part = (counts[k * kinds + g] / most) * high;
          if (part <= 0) continue;
          coloured.ctx.fillStyle = geomap.groupColor(this.store.data.groups[g], theme);
          coloured.ctx.fillRect(x, y - part, wide - gap, part);
          y -= part;
        }
      }
      return { grey: grey.canvas, coloured: coloured.canvas };
    }

    /** Events in each bin by group, those that last counted in each of their bins. A bin is a few pixels, and no less than a step. */
    count() {
      const { store } = this,
        { from, to } = this.axis,
        steps = to - from + 1,
        kinds = store.data.groups.length;
      const bins = Math.max(1, Math.min(steps, Math.floor((this.width - 2 * EDGE) / 5)));
      const counts = new Float64Array((bins + 1) * kinds),
        { firsts, lasts, group, n } = store;
      for (let i = 0; i < n; i++) {
        if (!store.passesButTime(i) || firsts[i] === NONE || lasts[i] < from || firsts[i] > to) continue;
        const a = Math.max(0, Math.floor(((firsts[i] - from) / steps) * bins)),
          b = Math.min(bins - 1, Math.floor(((lasts[i] - from) / steps) * bins));
        counts[a * kinds + group[i]]++;
        counts[(b + 1) * kinds + group[i]]--;
      }
      for (let k = kinds; k < counts.length; k++) counts[k] += counts[k - kinds];
      return { bins, counts, kinds };
    }

    blank() {
      const canvas = document.createElement("canvas");
      canvas.width = this.canvas.width;
      canvas.height = this.canvas.height;
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      ctx.scale(this.ratio, this.ratio);
      return { canvas, ctx };
    }
  }

  /** Stripes that fade outwards: this end is not known to the day. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} w @param {number} h @param {string} color @param {Theme} theme @param {boolean} left */
  function hatch(ctx, x, y, w, h, color, theme, left) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, w, h);
    ctx.clip();
    ctx.fillStyle = theme.paper;
    ctx.fillRect(x, y, w, h);
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.6;
    for (let k = -h; k < w + h; k += 3.6) {
      const from = left ? k : w - k;
      ctx.globalAlpha *= 0.93;
      ctx.beginPath();
      ctx.moveTo(x + from, y + h);
      ctx.lineTo(x + from + h * 0.7, y);
      ctx.stroke();
    }
    ctx.restore();
  }

  geomap.Timeline = Timeline;
})(window.geomap);
