// @ts-check
// The events as a list: keyboard first, read by screen readers, in step with map and brush. Only rows in view exist.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;
  const ROW = 84;
  const SPARE = 6;
  // Browsers draw no element much taller than this; a longer list scrolls faster than the hand.
  const MOST_HIGH = 8e6;

  class List {
    /** @param {Desk} desk @param {HTMLElement} root */
    constructor(desk, root) {
      this.desk = desk;
      this.store = desk.store;
      this.root = root;
      this.active = 0;
      this.later = geomap.nextFrame(() => this.rows());
      // Rows are the dearest thing that a brush moves: nobody reads ten lists a second.
      this.calm = geomap.calmly(() => this.rows(), 120);
      root.setAttribute("aria-label", t.listName);
      this.head = el("div", "gm-list-head");
      this.count = el("h2", "gm-count", null, { "aria-live": "polite" });
      this.clear = el("button", "gm-button gm-small", t.clear, { type: "button" });
      this.clear.addEventListener("click", () => this.store.reset());
      this.head.append(this.count, this.clear);
      this.box = el("div", "gm-rows", null, {
        role: "listbox",
        tabindex: "0",
        "aria-label": `${t.listName}. ${t.listHelp}`,
      });
      this.inner = el("div", "gm-rows-inner", null, { role: "presentation" });
      this.box.append(this.inner);
      this.none = el("p", "gm-none");
      root.append(this.head, this.box, this.none);
      this.box.addEventListener("scroll", () => this.later(), { passive: true });
      this.box.addEventListener("keydown", (event) => this.key(/** @type {KeyboardEvent} */ (event)));
      this.box.addEventListener("click", (event) => {
        // The row is remade by what it opens; Leaflet would take the click of a row that is gone for one on the map.
        event.stopPropagation();
        const row = /** @type {HTMLElement} */ (event.target).closest(".gm-row");
        if (row) this.choose(Number(row.getAttribute("aria-posinset")) - 1);
      });
      this.store.on((changed) => {
        if (changed.has("visible")) this.refresh();
        if (changed.has("selected")) this.follow();
      });
      new ResizeObserver(() => this.rows()).observe(this.box);
      this.refresh();
    }

    refresh() {
      const { store } = this,
        n = store.visible.length;
      this.count.textContent = store.filtered ? t.eventsOf(n, store.n) : t.listName;
      this.clear.hidden = !store.filtered;
      this.none.hidden = n > 0;
      this.box.hidden = n === 0;
      this.none.textContent = store.n ? t.nothing : t.noEvents;
      this.inner.style.height = `${Math.min(MOST_HIGH, n * ROW)}px`;
      const kept = store.state.selected >= 0 ? store.visible.indexOf(store.state.selected) : -1;
      this.active = Math.max(0, kept >= 0 ? kept : Math.min(this.active, n - 1));
      this.calm();
    }

    follow() {
      const at = this.store.state.selected < 0 ? -1 : this.store.visible.indexOf(this.store.state.selected);
      if (at >= 0) {
        this.active = at;
        this.reveal(at);
      }
      this.later();
    }

    /** Pixels of the whole list for one of the box's: 1, unless the list is too long for a browser. */
    get pace() {
      const high = this.box.clientHeight,
        whole = this.store.visible.length * ROW;
      return whole > MOST_HIGH ? (whole - high) / (MOST_HIGH - high) : 1;
    }

    /** @param {number} at */
    reveal(at) {
      const top = at * ROW,
        high = this.box.clientHeight,
        { pace } = this,
        seen = this.box.scrollTop * pace;
      if (top < seen) this.box.scrollTop = Math.floor(top / pace);
      else if (top + ROW > seen + high) this.box.scrollTop = Math.ceil((top + ROW - high) / pace);
    }

    rows() {
      const { store } = this,
        n = store.visible.length,
        high = this.box.clientHeight || 400,
        scrolled = this.box.scrollTop,
        top = scrolled * this.pace;
      const first = Math.max(0, Math.floor(top / ROW) - SPARE),
        last = Math.min(n, Math.ceil((top + high) / ROW) + SPARE);
      const made = document.createDocumentFragment();
      for (let at = first; at < last; at++) made.append(this.row(at, at * ROW - top + scrolled));
      this.inner.replaceChildren(made);
      if (n) this.box.setAttribute("aria-activedescendant", `gm-row-${this.active}`);
      else this.box.removeAttribute("aria-activedescendant");
    }

    /** @param {number} at @param {number} top */
    row(at, top) {
      const { store } = this,
        i = store.visible[at];
      const row = el("div", "gm-row", null, {
        role: "option",
        id: `gm-row-${at}`,
        "aria-selected": String(i === store.state.selected),
        "aria-setsize": String(store.visible.length),
        "aria-posinset": String(at + 1),
      });
      row.style.transform = `translateY(${Math.round(top)}px)`;
      row.classList.toggle("gm-active", at === this.active);
      const status = store.status(i),
        words = el("div", "gm-row-words"),
        when = el("div", "gm-row-when");
      when.append(store.when(i, { short: true }));
      if (status !== "happened") when.append(el("span", `gm-badge gm-badge-${status}`, t.status[status]));
      const title = el("div", "gm-row-title");
      title.append(quote(store.title(i)));
      const where = el("div", "gm-row-where");
      const country = geomap.country(store.country(i));
      if (!store.placed(i)) where.append(t.unplaced);
      else {
        where.append(quote(store.place(i)));
        if (country && country !== store.place(i)) where.append(`, ${country}`);
      }
      words.append(when, title, where);
      row.append(geomap.glyphs.svg(store.groupAt(i), status), words);
      return row;
    }

    /** Open the event of a row. @param {number} at @param {boolean} [focus] */
    choose(at, focus) {
      this.active = at;
      geomap.drawIn();
      geomap.card.show(this.desk, this.store.visible[at], { back: this.box, focus });
    }

    /** @param {KeyboardEvent} event */
    key(event) {
      const n = this.store.visible.length,
        page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
      const to = {
        ArrowDown: this.active + 1,
        ArrowUp: this.active - 1,
        PageDown: this.active + page,
        PageUp: this.active - page,
        Home: 0,
        End: n - 1,
      }[event.key];
      if (to !== undefined) {
        this.active = Math.max(0, Math.min(n - 1, to));
        this.reveal(this.active);
        this.rows();
      } else if (event.key === "Enter" || event.key === " ") {
        if (n) this.choose(this.active, true);
      } else if (event.key === "Escape" && (this.desk.shown || []).length) {
        // A row that was clicked leaves the focus here: the card closes all the same.
        this.desk.map.closePopup(this.desk.popup);
      } else return;
      event.preventDefault();
    }
  }

  /** @param {any} map @param {{slot?: string}} options */
  geomap.addList = (map, options) => {
    const desk = geomap.desk(map);
    const root = geomap.slot(map, options, "gm-list", "topleft");
    desk.ready.then(() => (desk.list = new List(desk, root)));
  };
})(window.geomap);
