// @ts-check
// The bar: title, search, filters with counts, download, light and dark.
(function (geomap) {
  "use strict";

  const { el, quote } = geomap;
  const t = geomap.strings;
  const { NONE } = geomap.dates;

  class Bar {
    /** @param {Desk} desk @param {HTMLElement} root */
    constructor(desk, root) {
      this.desk = desk;
      this.store = desk.store;
      this.root = root;
      this.waiting = 0;
      const { data, actors, sources } = desk.store;
      this.told = el("p", "gm-quiet", null, { role: "status" });
      this.search = this.searchBox();
      this.types = this.checks(
        t.types,
        "group",
        data.groups.map((group) => ({ label: group.label, glyph: geomap.glyphs.svg(group, "happened") })),
        "groups",
      );
      this.statuses = this.checks(
        t.statuses,
        "status",
        data.statuses.map((status) => ({ label: t.status[status] })),
        "statuses",
      );
      this.actor = this.choice(t.actors, t.anyActor, "actor", actors, geomap.country);
      this.source = this.choice(t.sources, t.anySource, "source", sources, (name) => name);
      this.sure = this.slider(
        t.leastConfidence,
        0,
        95,
        5,
        (v) => (v ? `${v} %` : t.precisionFilter[7]),
        (v) => ({ confidence: v }),
      );
      // The precision slider runs from "any" on the left to "exact only" on the right.
      this.precise = this.slider(
        t.coarsest,
        1,
        7,
        1,
        (v) => t.precisionFilter[8 - v],
        (v) => ({ precision: 8 - v }),
      );
      this.certain = this.certainty();
      this.build();
      this.store.on((changed) => changed.has("visible") && this.refresh());
      this.refresh();
    }

    build() {
      const name = el("div", "gm-name"),
        heading = el("h1", "");
      heading.append(quote(this.store.data.title));
      name.append(heading, this.told);
      const tools = el("div", "gm-tools", null, { id: "gm-tools", role: "group", "aria-label": t.filters });
      tools.append(this.search, this.types.root, this.statuses.root, this.actor, this.source, this.certain);
      const deeds = el("div", "gm-deeds");
      deeds.append(this.downloads(), ...this.buttons());
      this.root.append(name, tools, deeds);
      document.addEventListener("click", (event) => {
        for (const open of document.querySelectorAll("details.gm-menu[open]"))
          if (!open.contains(/** @type {Node} */ (event.target))) open.removeAttribute("open");
      });
    }

    searchBox() {
      const box = /** @type {HTMLInputElement} */ (
        el("input", "gm-search", null, {
          type: "search",
          placeholder: t.searchHint,
          "aria-label": t.search,
          title: t.searchHelp,
          spellcheck: "false",
        })
      );
      let waiting = 0;
      box.addEventListener("input", () => {
        window.clearTimeout(waiting);
        waiting = window.setTimeout(() => this.store.set({ text: box.value.trim() }), 120);
      });
      return box;
    }

    /** A button that opens a box below it; Escape closes it. @param {string} label @param {HTMLElement} box */
    menu(label, box) {
      const root = el("details", "gm-menu"),
        summary = el("summary", "gm-button");
      const words = el("span", "", label);
      summary.append(words);
      root.append(summary, box);
      root.addEventListener("keydown", (event) => {
        if (/** @type {KeyboardEvent} */ (event).key !== "Escape" || !root.hasAttribute("open")) return;
        root.removeAttribute("open");
        summary.focus();
        event.stopPropagation();
      });
      root.addEventListener("toggle", () => {
        if (!root.hasAttribute("open")) return;
        for (const other of document.querySelectorAll("details.gm-menu[open]"))
          if (other !== root) other.removeAttribute("open");
        box.classList.toggle("gm-right", root.getBoundingClientRect().left > window.innerWidth / 2);
      });
      return { root, words, summary };
    }

    /** @param {string} label @param {"group"|"status"} facet @param {Array<{label: string, glyph?: Node}>} rows @param {"groups"|"statuses"} key */
    checks(label, facet, rows, key) {
      const box = el("div", "gm-box", null, { role: "group", "aria-label": label });
      const made = rows.map((row, k) => {
        const line = el("label", "gm-check"),
          input = /** @type {HTMLInputElement} */ (el("input", "", null, { type: "checkbox" }));
        const count = el("span", "gm-tally");
        input.addEventListener("change", () =>
          this.store.set({ [key]: this.store.state[key].map((on, at) => (at === k ? input.checked : on)) }),
        );
        line.append(input, ...(row.glyph ? [row.glyph] : []), el("span", "gm-check-name", row.label), count);
        box.append(line);
        return { line, input, count };
      });
      const menu = this.menu(label, box);
      return { root: menu.root, words: menu.words, label, facet, key, rows: made };
    }

    /** @param {string} label @param {string} any @param {"actor"|"source"} key @param {number[]} keys @param {(text: string) => string} say */
    choice(label, any, key, keys, say) {
      const box = /** @type {HTMLSelectElement} */ (el("select", "gm-select", null, { "aria-label": label }));
      box.append(el("option", "", any, { value: "" }));
      for (const k of keys.slice(0, 500))
        box.append(el("option", "", say(this.store.string(k)), { value: this.store.string(k), "data-key": String(k) }));
      box.addEventListener("change", () => this.store.set({ [key]: box.value }));
      box.disabled = keys.length === 0;
      return box;
    }

    certainty() {
      const box = el("div", "gm-box gm-sliders");
      box.append(this.sure.root, this.precise.root);
      return this.menu(t.certainty, box).root;
    }

    /** @param {string} label @param {number} low @param {number} high @param {number} step @param {(v: number) => string} say @param {(v: number) => any} change */
    slider(label, low, high, step, say, change) {
      const root = el("label", "gm-slider"),
        value = el("output", "gm-tally");
      const input = /** @type {HTMLInputElement} */ (
        el("input", "", null, {
          type: "range",
          min: String(low),
          max: String(high),
          step: String(step),
          value: String(low),
        })
      );
      input.addEventListener("input", () => this.store.set(change(Number(input.value))));
      root.append(el("span", "", label), value, input);
      return {
        root,
        input,
        show: (/** @type {number} */ v) => {
          input.value = String(v);
          input.setAttribute("aria-valuetext", say(v));
          value.textContent = say(v);
        },
      };
    }

    downloads() {
      const box = el("div", "gm-box");
      for (const [label, kind] of [
        [t.asGeoJSON, "geojson"],
        [t.asCSV, "csv"],
      ]) {
        const button = el("button", "gm-choice", label, { type: "button" });
        button.addEventListener("click", () => geomap.download(this.store, kind));
        box.append(button);
      }
      const print = el("button", "gm-choice", t.print, { type: "button" });
      print.addEventListener("click", () => window.print());
      box.append(print);
      const menu = this.menu("", box);
      menu.summary.setAttribute("aria-label", t.download);
      menu.summary.title = t.download;
      menu.summary.classList.add("gm-icon", "gm-icon-download");
      return menu.root;
    }

    buttons() {
      const theme = el("button", "gm-button gm-icon gm-icon-theme", null, {
        type: "button",
        "aria-label": t.theme,
        title: t.theme,
      });
      theme.addEventListener("click", () => geomap.setTheme(geomap.theme().dark ? "light" : "dark"));
      const articles = el("button", "gm-button gm-articles", t.articles, { type: "button" });
      articles.addEventListener("click", () => this.desk.panel && this.desk.panel.toggle(articles));
      const filters = el("button", "gm-button gm-filters", t.filters, {
        type: "button",
        "aria-expanded": "false",
        "aria-controls": "gm-tools",
      });
      filters.addEventListener("click", () =>
        filters.setAttribute("aria-expanded", String(this.root.classList.toggle("gm-filtering"))),
      );
      return [filters, articles, theme];
    }

    /** From the first to the last day of the events that are seen. */
    range() {
      const { store } = this,
        seen = { from: Infinity, to: -Infinity };
      for (const i of store.visible) {
        if (store.first(i) === NONE) continue;
        seen.from = Math.min(seen.from, store.first(i));
        seen.to = Math.max(seen.to, store.last(i));
      }
      return seen.from <= seen.to ? store.clock.range(seen.from, seen.to, { short: true }) : "";
    }

    refresh() {
      const { store } = this,
        s = store.state;
      const documents = store.data.documents.length;
      const bits = [t.eventsOf(store.visible.length, store.n), documents ? t.articlesOf(documents) : "", this.range()];
      this.told.textContent = bits.filter(Boolean).join(" · ");
      if (document.activeElement !== this.search) this.search.value = s.text;
      for (const menu of [this.types, this.statuses]) {
        const counts = store.facet(menu.facet),
          on = s[menu.key];
        menu.rows.forEach((row, k) => {
          row.input.checked = on[k];
          row.count.textContent = geomap.number(counts[k]);
          row.line.hidden = !counts[k] && on[k];
        });
        const off = on.filter((x) => !x).length;
        // Of the kinds that stand in the menu: one that no event has is hidden there.
        const left = on.filter((x, k) => x && counts[k]).length;
        menu.words.textContent = off ? `${menu.label} · ${left}` : menu.label;
        menu.root.classList.toggle("gm-on", off > 0);
      }
      this.actor.value = s.actor;
      this.source.value = s.source;
      // Counts in the two long menus are seen only when one is opened: they wait until the hand rests.
      window.clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => {
        this.fill(this.actor, "actor", geomap.country);
        this.fill(this.source, "source", (/** @type {string} */ text) => text);
      }, 150);
      this.sure.show(s.confidence);
      this.precise.show(8 - s.precision);
      this.certain.classList.toggle("gm-on", s.confidence > 0 || s.precision < 7);
    }

    /** @param {HTMLSelectElement} box @param {"actor"|"source"} key @param {(text: string) => string} say */
    fill(box, key, say) {
      const counts = this.store.facet(key);
      for (const option of box.options) {
        const k = Number(option.dataset.key);
        if (option.value) option.textContent = `${say(option.value)} (${geomap.number(counts[k])})`;
      }
      box.value = this.store.state[key];
      box.classList.toggle("gm-on", !!box.value);
    }
  }

  /** @param {any} map @param {{slot?: string}} options */
  geomap.addFilters = (map, options) => {
    const desk = geomap.desk(map);
    const root = geomap.slot(map, options, "gm-bar", "topright");
    desk.ready.then(() => (desk.bar = new Bar(desk, root)));
  };
})(window.geomap);
