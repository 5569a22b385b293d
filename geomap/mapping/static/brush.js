// @ts-check
// The time control: events over time, a window with two handles, steps, play, and a closer look.
(function (geomap) {
  "use strict";

  const { el } = geomap;
  const { NONE } = geomap.dates;
  const t = geomap.strings;
  const PACE = 450; // milliseconds a step of play
  const MOST_PLAYED = 60; // steps from one end to the other, however long the span

  class Brush {
    /** @param {Desk} desk @param {HTMLElement} root */
    constructor(desk, root) {
      this.store = desk.store;
      this.clock = this.store.clock;
      this.root = root;
      this.timer = 0;
      this.chosen = false;
      this.playButton = el("button", "gm-button gm-play", null, {
        type: "button",
        "aria-pressed": "false",
        "aria-label": t.play,
      });
      this.track = el("div", "gm-track");
      this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", "", null, { "aria-hidden": "true" }));
      this.window = el("div", "gm-window");
      this.left = this.handle(t.from, "from");
      this.right = this.handle(t.to, "to");
      this.label = el("output", "gm-range", null, { "aria-live": "polite" });
      this.note = el("span", "gm-quiet");
      this.stepBox = /** @type {HTMLSelectElement} */ (el("select", "gm-select", null, { "aria-label": t.step }));
      this.closer = /** @type {HTMLButtonElement} */ (
        el("button", "gm-button gm-small gm-icon gm-icon-closer", null, {
          type: "button",
          "aria-label": t.closer,
          title: t.closer,
        })
      );
      this.all = /** @type {HTMLButtonElement} */ (el("button", "gm-button gm-small", t.wholeTime, { type: "button" }));
      this.build();
      this.timeline = new geomap.Timeline(this.store, this.canvas);
      this.choose();
      this.pointer();
      this.resize();
      this.later = geomap.nextFrame(() => this.paint());
      this.store.on((changed) => {
        if (changed.has("visible")) this.place();
        if (changed.has("visible") || changed.has("selected")) this.later();
      });
      geomap.onTheme(() => this.later());
      new ResizeObserver(() => this.resize()).observe(this.track);
    }

    build() {
      const { root } = this;
      root.setAttribute("aria-label", t.time);
      root.setAttribute("role", "region");
      this.playButton.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
      this.track.append(this.canvas, this.window, this.left, this.right);
      root.append(this.playButton, this.track, this.side());
    }

    side() {
      const side = el("div", "gm-brush-side");
      for (const name of this.clock.steps) this.stepBox.append(el("option", "", t.steps[name], { value: name }));
      this.stepBox.addEventListener("change", () => (this.chosen = true));
      this.closer.addEventListener("click", () => this.zoom(this.now.from, this.now.to));
      this.all.addEventListener("click", () => {
        this.store.set({ from: NONE, to: NONE });
        this.zoom(this.span.from, this.span.to);
      });
      const controls = el("div", "gm-brush-controls");
      controls.append(this.stepBox, this.closer, this.all);
      side.append(this.label, this.note, controls);
      return side;
    }

    /** @param {string} label @param {"from"|"to"} end */
    handle(label, end) {
      const node = el("div", "gm-handle", null, {
        role: "slider",
        tabindex: "0",
        "aria-label": label,
        "aria-orientation": "horizontal",
      });
      node.addEventListener("keydown", (event) => {
        /** @type {Record<string, number>} */
        const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
        const by = moves[event.key];
        if (event.key === "Home" || event.key === "End")
          this.move(end, event.key === "Home" ? this.span.from : this.span.to);
        else if (by) this.move(end, this.stepped(end, by));
        else return;
        event.preventDefault();
      });
      return node;
    }

    get span() {
      return this.store.span || { from: 0, to: 0 };
    }

    /** The window, whole when no time filter is on. */
    get now() {
      const s = this.store.state;
      return s.from === NONE ? { from: this.span.from, to: this.span.to } : { from: s.from, to: s.to };
    }

    get step() {
      return geomap.STEPS[this.stepBox.value] || geomap.STEPS.day;
    }

    /** A handle's place moved by steps, on the grid of the step. @param {"from"|"to"} end @param {number} by */
    stepped(end, by) {
      const at = end === "from" ? this.now.from : this.now.to + 1,
        between = this.clock.floor(at, this.step) < at;
      const moved = this.clock.floor(at, this.step, by < 0 && between ? by + 1 : by);
      return end === "from" ? moved : moved - 1;
    }

    /** @param {"from"|"to"} end @param {number} at */
    move(end, at) {
      const { now, span } = this,
        kept = Math.max(span.from, Math.min(span.to, Math.round(at)));
      if (end === "from") this.select(Math.min(kept, now.to), now.to);
      else this.select(now.from, Math.max(kept, now.from));
    }

    /** @param {number} from @param {number} to */
    select(from, to) {
      const { span } = this;
      if (from <= span.from && to >= span.to) this.store.set({ from: NONE, to: NONE });
      else this.store.set({ from, to });
    }

    pointer() {
      /** @type {{end?: "from"|"to", whole?: {from: number, to: number}, start: number} | null} */
      let drag = null;
      const { track } = this,
        at = (/** @type {MouseEvent} */ event) => this.timeline.at(event.clientX - track.getBoundingClientRect().left);
      track.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || !this.store.span) return;
        const target = /** @type {HTMLElement} */ (event.target),
          start = at(event);
        if (target === this.left || target === this.right) drag = { end: target === this.left ? "from" : "to", start };
        else if (target === this.window && this.store.state.from !== NONE) drag = { whole: this.now, start };
        else drag = { start };
        track.setPointerCapture(event.pointerId);
        event.preventDefault();
        if (target.tabIndex === 0) target.focus();
      });
      track.addEventListener("pointermove", (event) => drag && this.drag(drag, at(event)));
      for (const name of ["pointerup", "pointercancel"]) track.addEventListener(name, () => (drag = null));
      track.addEventListener(
        "wheel",
        (event) => {
          if (!this.store.span) return;
          event.preventDefault();
          const middle = at(event),
            by = Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))),
            { from, to } = this.timeline.axis;
          this.zoom(Math.round(middle - (middle - from) * by), Math.round(middle + (to - middle) * by));
        },
        { passive: false },
      );
    }

    /** @param {{end?: "from"|"to", whole?: {from: number, to: number}, start: number}} drag @param {number} at */
    drag(drag, at) {
      const { span, timeline } = this;
      if (drag.end) return this.move(drag.end, drag.end === "from" ? Math.floor(at) : Math.ceil(at) - 1);
      if (drag.whole) {
        const by = Math.max(
          span.from - drag.whole.from,
          Math.min(span.to - drag.whole.to, Math.round(at - drag.start)),
        );
        return this.select(drag.whole.from + by, drag.whole.to + by);
      }
      if (Math.abs(timeline.x(at) - timeline.x(drag.start)) <= 3) return;
      const a = Math.floor(Math.min(at, drag.start)),
        b = Math.ceil(Math.max(at, drag.start)) - 1;
      this.select(Math.max(span.from, Math.min(span.to, a)), Math.min(span.to, Math.max(span.from, a, b)));
    }

    /** Show a stretch of time from edge to edge; never less than a few steps, nor more than there is. @param {number} from @param {number} to */
    zoom(from, to) {
      const { span } = this,
        least = Math.min(4, span.to - span.from);
      const a = Math.max(span.from, Math.min(from, span.to - least)),
        b = Math.min(span.to, Math.max(to, a + least));
      this.timeline.zoom(a, b);
      this.choose();
      this.draw();
    }

    /** A step that suits what the axis shows, unless one was chosen by hand. */
    choose() {
      const { from, to } = this.timeline.axis;
      if (!this.chosen) this.stepBox.value = this.clock.choose(to - from + 1);
    }

    resize() {
      this.timeline.resize(this.track.clientWidth, this.track.clientHeight);
      this.draw();
    }

    draw() {
      this.place();
      this.paint();
    }

    paint() {
      this.timeline.paint(this.now, this.store.state.from !== NONE);
    }

    /** Put the handles and the words where the window is. */
    place() {
      const { store, timeline, now } = this,
        span = store.span,
        active = store.state.from !== NONE;
      this.root.classList.toggle("gm-empty", !span);
      const edge = (/** @type {number} */ at) => Math.max(2, Math.min(timeline.width - 2, timeline.x(at)));
      const x1 = edge(now.from),
        x2 = edge(now.to + 1);
      this.left.style.transform = `translateX(${x1}px)`;
      this.right.style.transform = `translateX(${x2}px)`;
      this.window.style.transform = `translateX(${x1}px)`;
      this.window.style.width = `${Math.max(0, x2 - x1)}px`;
      this.track.classList.toggle("gm-brushed", active);
      this.tell(this.left, now.from);
      this.tell(this.right, now.to);
      this.label.textContent = span ? this.clock.range(now.from, now.to, { short: true }) : t.undated;
      const whole = timeline.axis.from === this.span.from && timeline.axis.to === this.span.to;
      this.all.disabled = !active && whole;
      this.closer.disabled = !active || (now.from === timeline.axis.from && now.to === timeline.axis.to);
      const undated = active ? store.n - timeline.dated : 0;
      this.note.textContent = undated ? t.undatedHidden(undated) : "";
    }

    /** @param {HTMLElement} handle @param {number} at */
    tell(handle, at) {
      handle.setAttribute("aria-valuemin", String(this.span.from));
      handle.setAttribute("aria-valuemax", String(this.span.to));
      handle.setAttribute("aria-valuenow", String(at));
      handle.setAttribute("aria-valuetext", this.clock.range(at, at));
    }

    /** Move the window to the end of time, a step at a time; a whole window starts as one step. */
    play() {
      if (!this.store.span) return;
      const { span, now } = this,
        whole = this.store.state.from === NONE,
        least = Math.round((span.to - span.from) / MOST_PLAYED);
      if (whole || now.to >= span.to) {
        const length = whole
          ? Math.max(this.clock.floor(span.from, this.step, 1) - 1 - span.from, 3 * least)
          : now.to - now.from;
        this.select(span.from, Math.min(span.to - (length < span.to - span.from ? 0 : 1), span.from + length));
      }
      this.playing(true);
      this.timer = window.setInterval(() => {
        const at = this.now,
          by = Math.max(this.clock.floor(at.from, this.step, 1) - at.from, least);
        if (at.to >= span.to || this.store.state.from === NONE) return this.stop();
        const shift = Math.min(by, span.to - at.to);
        this.select(at.from + shift, at.to + shift);
      }, PACE);
    }

    stop() {
      window.clearInterval(this.timer);
      this.timer = 0;
      this.playing(false);
    }

    /** @param {boolean} on */
    playing(on) {
      this.playButton.setAttribute("aria-pressed", String(on));
      this.playButton.setAttribute("aria-label", on ? t.pause : t.play);
    }
  }

  /** @param {any} map @param {{slot?: string}} options */
  geomap.addBrush = (map, options) => {
    const desk = geomap.desk(map);
    const root = geomap.slot(map, options, "gm-brush", "bottomleft");
    desk.ready.then(() => (desk.brush = new Brush(desk, root)));
  };
})(window.geomap);
