// @ts-check
// The time control: events over time, a window with two handles, steps, play.
(function (geomap) {
  "use strict";

  const { el, dates } = geomap;
  const { NONE } = dates;
  const t = geomap.strings;
  const MOST_BARS = 48;

  class Brush {
    /** @param {any} desk @param {HTMLElement} root */
    constructor(desk, root) {
      this.desk = desk;
      this.store = desk.store;
      this.root = root;
      this.timer = 0;
      this.build();
      this.measure();
      this.store.on((/** @type {Set<string>} */ changed) => {
        if (changed.has("visible") || changed.has("selected")) this.draw();
      });
      geomap.onTheme(() => this.draw());
      new ResizeObserver(() => this.measure()).observe(this.track);
    }

    build() {
      const root = this.root;
      root.setAttribute("aria-label", t.time);
      root.setAttribute("role", "region");
      this.playButton = el("button", "gm-button gm-play", null, { type: "button", "aria-pressed": "false", "aria-label": t.play });
      this.playButton.addEventListener("click", () => this.toggle());
      this.track = el("div", "gm-track");
      this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", "", null, { "aria-hidden": "true" }));
      this.window = el("div", "gm-window");
      this.left = this.handle(t.from, "from");
      this.right = this.handle(t.to, "to");
      this.track.append(this.canvas, this.window, this.left, this.right);
      const side = el("div", "gm-brush-side");
      this.label = el("output", "gm-range", null, { "aria-live": "polite" });
      this.note = el("span", "gm-quiet");
      this.stepBox = /** @type {HTMLSelectElement} */ (el("select", "gm-select", null, { "aria-label": t.step }));
      for (const [name, label] of Object.entries(t.steps)) this.stepBox.append(el("option", "", label, { value: name }));
      this.all = el("button", "gm-button gm-small", t.wholeTime, { type: "button" });
      this.all.addEventListener("click", () => this.store.set({ from: NONE, to: NONE }));
      const controls = el("div", "gm-brush-controls");
      controls.append(this.stepBox, this.all);
      side.append(this.label, this.note, controls);
      root.append(this.playButton, this.track, side);
      this.pointer();
    }

    /** @param {string} label @param {"from"|"to"} end */
    handle(label, end) {
      const node = el("div", "gm-handle", null, { role: "slider", tabindex: "0", "aria-label": label, "aria-orientation": "horizontal" });
      node.addEventListener("keydown", (event) => {
        const key = /** @type {KeyboardEvent} */ (event).key;
        const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[key];
        if (key === "Home" || key === "End") this.move(end, key === "Home" ? this.span.from : this.span.to);
        else if (by) this.move(end, this.stepped(end, by));
        else return;
        event.preventDefault();
      });
      return node;
    }

    get span() { return this.store.span || { from: 0, to: 0 }; }

    /** The window, whole when no time filter is on. */
    get now() {
      const s = this.store.state;
      return s.from === NONE ? { from: this.span.from, to: this.span.to } : { from: s.from, to: s.to };
    }

    get step() {
      return { day: { unit: "day", count: 1 }, week: { unit: "week", count: 1 }, month: { unit: "month", count: 1 }, year: { unit: "year", count: 1 }, decade: { unit: "year", count: 10 }, century: { unit: "year", count: 100 } }[this.stepBox.value] || { unit: "day", count: 1 };
    }

    /** A handle's day moved by steps, on the grid of the step. @param {"from"|"to"} end @param {number} by */
    stepped(end, by) {
      const now = this.now;
      if (end === "from") {
        const grid = dates.floorTo(now.from, this.step);
        return dates.floorTo(now.from, this.step, by < 0 && grid < now.from ? by + 1 : by);
      }
      return dates.floorTo(now.to + 1, this.step, by < 0 && dates.floorTo(now.to + 1, this.step) < now.to + 1 ? by + 1 : by) - 1;
    }

    /** @param {"from"|"to"} end @param {number} day */
    move(end, day) {
      const now = this.now, span = this.span;
      const kept = Math.max(span.from, Math.min(span.to, Math.round(day)));
      if (end === "from") this.select(Math.min(kept, now.to), now.to);
      else this.select(now.from, Math.max(kept, now.from));
    }

    /** @param {number} from @param {number} to */
    select(from, to) {
      const span = this.span;
      if (from <= span.from && to >= span.to) this.store.set({ from: NONE, to: NONE });
      else this.store.set({ from, to });
    }

    pointer() {
      /** @type {any} */
      let drag = null;
      const day = (/** @type {PointerEvent} */ event) => this.day(event.clientX - this.track.getBoundingClientRect().left);
      this.track.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || !this.store.span) return;
        const target = /** @type {HTMLElement} */ (event.target), now = this.now, at = day(event);
        if (target === this.left || target === this.right) drag = { end: target === this.left ? "from" : "to" };
        else if (target === this.window && this.store.state.from !== NONE) drag = { whole: now, at };
        else drag = { fresh: at };
        this.track.setPointerCapture(event.pointerId);
        event.preventDefault();
        if (target.tabIndex === 0) target.focus();
      });
      this.track.addEventListener("pointermove", (event) => {
        if (!drag) return;
        const at = day(event), span = this.span;
        if (drag.end) this.move(drag.end, drag.end === "from" ? Math.floor(at) : Math.ceil(at) - 1);
        else if (drag.whole) {
          const by = Math.max(span.from - drag.whole.from, Math.min(span.to - drag.whole.to, Math.round(at - drag.at)));
          this.select(drag.whole.from + by, drag.whole.to + by);
        } else if (Math.abs(this.x(at) - this.x(drag.fresh)) > 3) {
          const a = Math.min(at, drag.fresh), b = Math.max(at, drag.fresh);
          this.select(Math.max(span.from, Math.floor(a)), Math.min(span.to, Math.max(Math.floor(a), Math.ceil(b) - 1)));
        }
      });
      const end = () => (drag = null);
      this.track.addEventListener("pointerup", end);
      this.track.addEventListener("pointercancel", end);
    }

    measure() {
      this.width = Math.max(60, this.track.clientWidth);
      this.height = Math.max(40, this.track.clientHeight);
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      this.canvas.width = Math.round(this.width * ratio);
      this.canvas.height = Math.round(this.height * ratio);
      this.ratio = ratio;
      this.bin();
      const days = this.span.to - this.span.from + 1;
      if (!this.stepChosen) this.stepBox.value = days <= 120 ? "day" : days <= 800 ? "week" : days <= 4000 ? "month" : days <= 40000 ? "year" : days <= 400000 ? "decade" : "century";
      this.stepBox.addEventListener("change", () => (this.stepChosen = true), { once: true });
      this.draw();
    }

    /** A little room at both ends, so that the first and last bars have width. */
    get pad() {
      return Math.max(0.5, (this.span.to - this.span.from + 1) * 0.015);
    }

    /** @param {number} day */
    x(day) {
      const { from, to } = this.span, pad = this.pad;
      return ((day - from + pad) / (to + 1 - from + 2 * pad)) * (this.width - 16) + 8;
    }

    /** @param {number} x */
    day(x) {
      const { from, to } = this.span, pad = this.pad;
      return ((x - 8) / (this.width - 16)) * (to + 1 - from + 2 * pad) + from - pad;
    }

    /** Days to bins, once a size: a bin is a few pixels, and never less than a day. */
    bin() {
      const days = this.span.to - this.span.from + 1;
      this.bins = Math.max(1, Math.min(days, Math.floor((this.width - 16) / 5)));
      this.firstBin = new Int32Array(this.store.n).fill(-1);
      this.lastBin = new Int32Array(this.store.n).fill(-1);
      for (let i = 0; i < this.store.n; i++) {
        const a = this.store.first(i);
        if (a === NONE) continue;
        this.firstBin[i] = Math.floor(((a - this.span.from) / days) * this.bins);
        this.lastBin[i] = Math.floor(((this.store.last(i) - this.span.from) / days) * this.bins);
      }
    }

    draw() {
      const ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
      ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      ctx.clearRect(0, 0, this.width, this.height);
      if (this.store.span) {
        this.drawAxis(ctx);
        const bars = [];
        let more = 0;
        for (let i = 0; i < this.store.n && more <= MOST_BARS; i++) {
          if (this.store.first(i) === NONE) continue;
          more++;
          if (this.store.passesButTime(i)) bars.push(i);
        }
        if (more <= MOST_BARS) this.drawBars(ctx, bars);
        else this.drawHistogram(ctx);
      }
      this.place();
    }

    /** @param {CanvasRenderingContext2D} ctx */
    drawAxis(ctx) {
      const theme = geomap.theme(), bottom = this.height - 17;
      ctx.font = "11px system-ui, sans-serif";
      ctx.textBaseline = "alphabetic";
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.border;
      ctx.beginPath();
      ctx.moveTo(8, bottom + 0.5);
      ctx.lineTo(this.width - 8, bottom + 0.5);
      ctx.stroke();
      ctx.fillStyle = theme.soft;
      let last = -Infinity;
      const from = this.day(8), to = this.day(this.width - 8);
      for (const tick of dates.ticks(from, to, this.width - 16)) {
        const x = this.x(tick.day);
        ctx.beginPath();
        ctx.moveTo(x, bottom);
        ctx.lineTo(x, bottom + 4);
        ctx.stroke();
        const width = ctx.measureText(tick.label).width;
        const at = Math.max(2, Math.min(this.width - width - 2, x - width / 2));
        if (at < last + 10) continue;
        ctx.fillText(tick.label, at, this.height - 3);
        last = at + width;
      }
    }

    /** Few events: each a bar in a lane, hatched where an end is not known to the day. @param {CanvasRenderingContext2D} ctx @param {number[]} all */
    drawBars(ctx, all) {
      const { store } = this, theme = geomap.theme(), bottom = this.height - 20;
      /** @type {number[]} */
      const lanes = [];
      const placed = all.map((i) => {
        const x1 = this.x(store.first(i)), x2 = Math.max(x1 + 5, this.x(store.last(i) + 1));
        const soft = store.columns.fuzzy[i] ? 8 : 0;
        let lane = lanes.findIndex((end) => end + 3 <= x1 - soft);
        if (lane < 0) lane = lanes.push(0) - 1;
        lanes[lane] = x2 + soft;
        return { i, x1, x2, lane };
      });
      // More lanes than can be told apart: a histogram says more.
      if ((bottom - 6) / lanes.length < 5.5) return this.drawHistogram(ctx);
      const pitch = Math.min(15, (bottom - 6) / Math.max(1, lanes.length)), high = Math.max(3, Math.min(11, pitch - 3));
      for (const bar of placed) {
        const y = bottom - (bar.lane + 1) * pitch + (pitch - high) / 2;
        this.drawBar(ctx, bar, y, high, theme);
      }
    }

    /** @param {CanvasRenderingContext2D} ctx @param {any} bar @param {number} y @param {number} high @param {any} theme */
    drawBar(ctx, bar, y, high, theme) {
      const { store } = this, group = store.data.groups[store.group[bar.i]];
      const color = geomap.groupColor(group, theme), how = geomap.glyphs.look(store.status(bar.i));
      const fuzzy = store.columns.fuzzy[bar.i];
      ctx.globalAlpha = store.passes[bar.i] ? 1 : 0.25;
      ctx.beginPath();
      ctx.roundRect(bar.x1, y, bar.x2 - bar.x1, high, Math.min(3, high / 2));
      ctx.fillStyle = how.hollow ? theme.paper : color;
      ctx.fill();
      ctx.lineWidth = 1.4;
      ctx.strokeStyle = color;
      ctx.setLineDash(how.dashed ? [3, 2] : []);
      ctx.stroke();
      ctx.setLineDash([]);
      for (const [end, bit] of [["from", 1], ["to", 2]]) if (fuzzy & Number(bit)) hatch(ctx, end === "from" ? bar.x1 - 9 : bar.x2 - 1, y, 10, high, color, theme, end === "from");
      if (how.struck) {
        ctx.strokeStyle = theme.ink;
        ctx.beginPath();
        ctx.moveTo(bar.x1 - 3, y + high / 2);
        ctx.lineTo(bar.x2 + 3, y + high / 2);
        ctx.stroke();
      }
      if (bar.i === store.state.selected) {
        ctx.lineWidth = 2;
        ctx.strokeStyle = theme.accent;
        ctx.beginPath();
        ctx.roundRect(bar.x1 - 3, y - 3, bar.x2 - bar.x1 + 6, high + 6, 4);
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    }

    /** Many events: bins stacked by group; long events count in each of their bins. @param {CanvasRenderingContext2D} ctx */
    drawHistogram(ctx) {
      const { store, bins } = this, theme = geomap.theme(), kinds = store.data.groups.length;
      const shown = new Float64Array((bins + 1) * kinds), all = new Float64Array(bins + 1);
      for (let i = 0; i < store.n; i++) {
        if (!store.passesButTime(i) || this.firstBin[i] < 0) continue;
        const a = this.firstBin[i], b = this.lastBin[i];
        all[a]++;
        all[b + 1 > bins ? bins : b + 1]--;
        if (!store.passes[i]) continue;
        shown[a * kinds + store.group[i]]++;
        if (b + 1 <= bins) shown[(b + 1) * kinds + store.group[i]]--;
      }
      let most = 0, running = 0;
      for (let k = 0; k < bins; k++) most = Math.max(most, (running += all[k]));
      const bottom = this.height - 18, high = bottom - 8;
      const x0 = this.x(this.span.from), x1 = this.x(this.span.to + 1), wide = (x1 - x0) / bins, gap = wide > 4 ? 1 : 0;
      const levels = new Float64Array(kinds);
      running = 0;
      for (let k = 0; k < bins; k++) {
        running += all[k];
        const x = x0 + k * wide, full = (running / (most || 1)) * high;
        ctx.fillStyle = theme.border;
        ctx.globalAlpha = 0.55;
        ctx.fillRect(x, bottom - full, wide - gap, full);
        ctx.globalAlpha = 1;
        let y = bottom;
        for (let g = 0; g < kinds; g++) {
          levels[g] += shown[k * kinds + g];
          if (levels[g] <= 0) continue;
          const part = (levels[g] / (most || 1)) * high;
          ctx.fillStyle = geomap.groupColor(store.data.groups[g], theme);
          ctx.fillRect(x, y - part, wide - gap, part);
          y -= part;
        }
      }
    }

    /** Put the handles and the words where the window is. */
    place() {
      const { store } = this, now = this.now, span = store.span;
      const active = store.state.from !== NONE;
      this.root.classList.toggle("gm-empty", !span);
      const x1 = span ? this.x(now.from) : 8, x2 = span ? this.x(now.to + 1) : this.width - 8;
      this.left.style.transform = `translateX(${x1}px)`;
      this.right.style.transform = `translateX(${x2}px)`;
      this.window.style.transform = `translateX(${x1}px)`;
      this.window.style.width = `${Math.max(0, x2 - x1)}px`;
      this.track.classList.toggle("gm-brushed", active);
      for (const [node, day] of [[this.left, now.from], [this.right, now.to]]) {
        const handle = /** @type {HTMLElement} */ (node);
        handle.setAttribute("aria-valuemin", String(this.span.from));
        handle.setAttribute("aria-valuemax", String(this.span.to));
        handle.setAttribute("aria-valuenow", String(day));
        handle.setAttribute("aria-valuetext", dates.range(Number(day), Number(day)));
      }
      this.label.textContent = span ? dates.range(now.from, now.to, { short: true }) : t.undated;
      /** @type {HTMLButtonElement} */ (this.all).disabled = !active;
      let undated = 0;
      if (active) for (let i = 0; i < store.n; i++) if (store.first(i) === NONE) undated++;
      this.note.textContent = undated ? t.undatedHidden(undated) : "";
    }

    toggle() {
      if (this.timer) this.stop();
      else this.play();
    }

    /** Move the window to the end of time, a step at a time; a whole window starts as one step. */
    play() {
      if (!this.store.span) return;
      const { from, to } = this.span;
      const now = this.now, length = now.to - now.from;
      if (this.store.state.from === NONE || now.to >= to) {
        const first = this.store.state.from === NONE ? Math.max(dates.floorTo(from, this.step, 1) - 1 - from, Math.round((to - from) / 20)) : length;
        this.select(from, Math.min(to - (first < to - from ? 0 : 1), from + first));
      }
      this.playButton.setAttribute("aria-pressed", "true");
      this.playButton.setAttribute("aria-label", t.pause);
      // A long span is played in about twenty seconds, whatever the step.
      const pace = 450;
      this.timer = window.setInterval(() => {
        const at = this.now;
        const by = Math.max(dates.floorTo(at.from, this.step, 1) - at.from, Math.round((to - from) / 60));
        if (at.to >= to || this.store.state.from === NONE) return this.stop();
        const shift = Math.min(by, to - at.to);
        this.select(at.from + shift, at.to + shift);
      }, pace);
    }

    stop() {
      window.clearInterval(this.timer);
      this.timer = 0;
      this.playButton.setAttribute("aria-pressed", "false");
      this.playButton.setAttribute("aria-label", t.play);
    }
  }

  /** Stripes that fade outwards: this end is not known to the day. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} w @param {number} h @param {string} color @param {any} theme @param {boolean} left */
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

  /** @param {any} map @param {{slot?: string}} options */
  geomap.addBrush = (map, options) => {
    const desk = geomap.desk(map);
    const root = geomap.slot(map, options, "gm-brush", "bottomleft");
    desk.ready.then(() => (desk.brush = new Brush(desk, root)));
  };
})((window.geomap = window.geomap || {}));
