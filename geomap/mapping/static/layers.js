// @ts-check
// Layers and legend in one panel on the map, and the buttons that zoom.
(function (geomap) {
  "use strict";

  const { el } = geomap;
  const t = geomap.strings;

  const MOST_SOURCES = 60;

  /** @typedef {ReturnType<typeof check>} Row */

  class Panel {
    /** @param {Desk} desk @param {HTMLElement} root */
    constructor(desk, root) {
      this.desk = desk;
      this.store = desk.store;
      /** @type {Row[]} */
      this.rows = [];
      /** @type {Array<{name: keyof Layers} & Row>} */
      this.layers = [];
      /** @type {Array<{name: string, key: number, button: HTMLElement, count: HTMLElement}>} */
      this.sources = [];
      root.append(el("summary", "gm-legend-title", t.layersTitle));
      const body = el("div", "gm-legend-body");
      body.append(this.groups(), this.overlays(), ...this.papers(), this.drawing());
      root.append(body);
      this.store.on((changed) => (changed.has("visible") || changed.has("layers")) && this.refresh());
      this.refresh();
    }

    /** Kinds of events: the glyph, the name, and how many the other filters leave. */
    groups() {
      const box = el("fieldset", "gm-set");
      box.append(el("legend", "gm-offscreen", t.types));
      this.rows = this.store.data.groups.map((group, k) => {
        const row = check(group.label, geomap.glyphs.svg(group, "happened"));
        row.input.addEventListener("change", () =>
          this.store.set({ groups: this.store.state.groups.map((on, at) => (at === k ? row.input.checked : on)) }),
        );
        box.append(row.line);
        return row;
      });
      return box;
    }

    /** What is drawn besides the events' marks. */
    overlays() {
      const box = el("fieldset", "gm-set"),
        { data } = this.store;
      box.append(el("legend", "gm-offscreen", t.layersTitle));
      /** @type {Layers} */
      const has = {
        areas: true,
        relations: data.relations.length > 0,
        mentions: data.mentions.length > 0,
        labels: !!this.desk.ground,
      };
      for (const name of /** @type {Array<keyof Layers>} */ (Object.keys(has)).filter((key) => has[key])) {
        const row = check(t.layers[name], el("span", `gm-swatch gm-swatch-${name}`));
        row.input.addEventListener("change", () =>
          this.store.set({ layers: { ...this.store.state.layers, [name]: row.input.checked } }),
        );
        if (name === "relations") row.count.textContent = geomap.number(data.relations.length);
        if (name === "mentions") row.count.textContent = geomap.number(data.mentions.length);
        box.append(row.line);
        this.layers.push({ name, ...row });
      }
      return box;
    }

    /** The sources, most told first; one shows its events alone. */
    papers() {
      const { store } = this;
      if (store.sources.length < 2) return [];
      const box = el("details", "gm-set gm-papers"),
        list = el("ul");
      box.append(el("summary", "", `${t.sourcesLayer} (${geomap.number(store.sources.length)})`), list);
      for (const key of store.sources.slice(0, MOST_SOURCES)) {
        const name = store.string(key),
          item = el("li"),
          button = el("button", "gm-paper", null, { type: "button" }),
          count = el("span", "gm-tally");
        button.append(geomap.quote(name, "gm-check-name"), count);
        button.addEventListener("click", () => store.set({ source: store.state.source === name ? "" : name }));
        item.append(button);
        list.append(item);
        this.sources.push({ name, key, button, count });
      }
      box.addEventListener("toggle", () => this.tally(box));
      store.on((changed) => changed.has("visible") && this.tally(box));
      return [box];
    }

    /** Counts of the sources, while they are to be seen. @param {HTMLElement} box */
    tally(box) {
      if (!box.hasAttribute("open")) return;
      const counts = this.store.facet("source");
      for (const row of this.sources) {
        row.count.textContent = geomap.number(counts[row.key]);
        row.button.setAttribute("aria-pressed", String(row.name === this.store.state.source));
      }
    }

    /** What hollow, struck, pins, halos, shapes and lines mean. */
    drawing() {
      const box = el("div", "gm-set"),
        statuses = el("ul", "gm-key gm-key-pairs"),
        places = el("ul", "gm-key"),
        { data } = this.store;
      const used = this.store.facet("status"),
        sample = data.groups[5];
      data.statuses.forEach((status, k) => {
        if (used[k]) statuses.append(keyRow(geomap.glyphs.svg(sample, status), t.statusLegend[status]));
      });
      const signs = ["pin", "halo", "area", "line", ...(this.desk.ground ? ["disputed"] : []), "cluster"];
      for (const name of signs) places.append(keyRow(el("span", `gm-swatch gm-swatch-${name}`), t.legend[name]));
      box.append(el("h3", "gm-key-title", t.howSure), statuses, places);
      if (data.detail !== "full") box.append(el("p", "gm-quiet gm-key-note", t[data.detail]));
      return box;
    }

    refresh() {
      const { store } = this,
        counts = store.facet("group");
      this.rows.forEach((row, k) => {
        row.input.checked = store.state.groups[k];
        row.count.textContent = geomap.number(counts[k]);
        row.line.classList.toggle("gm-faint", !counts[k]);
      });
      for (const row of this.layers) row.input.checked = store.state.layers[row.name];
    }
  }

  /** @param {string} label @param {Node} sign */
  function check(label, sign) {
    const line = el("label", "gm-check"),
      input = /** @type {HTMLInputElement} */ (el("input", "", null, { type: "checkbox" })),
      count = el("span", "gm-tally");
    line.append(input, sign, el("span", "gm-check-name", label), count);
    return { line, input, count };
  }

  /** @param {Node} sign @param {string} text */
  function keyRow(sign, text) {
    const row = el("li");
    row.append(sign, el("span", "", text));
    return row;
  }

  /** @param {any} map */
  function zoomButtons(map) {
    const box = el("div", "gm-zoom");
    const button = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {() => void} */ act) => {
      const node = el("button", "gm-button", sign, { type: "button", "aria-label": label, title: label });
      node.addEventListener("click", act);
      box.append(node);
    };
    button(t.zoomIn, "+", () => map.zoomIn(1));
    button(t.zoomOut, "−", () => map.zoomOut(1));
    button(t.fitAll, "⤢", () => geomap.desk(map).view.fit());
    return box;
  }

  /** @param {any} map */
  function credits(map) {
    const desk = geomap.desk(map),
      box = el("div", "gm-credits");
    desk.ready.then((store) => {
      box.textContent = [...store.data.attribution, ...(desk.ground ? [t.shapesAre] : []), t.drawnBy].join(" · ");
    });
    return box;
  }

  /** @param {any} map @param {string} position @param {HTMLElement} node */
  function control(map, position, node) {
    const made = window.L.control({ position });
    made.onAdd = () => {
      window.L.DomEvent.disableClickPropagation(node);
      window.L.DomEvent.disableScrollPropagation(node);
      return node;
    };
    return made.addTo(map);
  }
  geomap.control = control;

  /** @param {any} map @param {{shown?: string[]}} options */
  geomap.addLayers = (map, options) => {
    const desk = geomap.desk(map),
      root = el("details", "gm-legend");
    control(map, "topright", root);
    if (!map.zoomControl) control(map, "topleft", zoomButtons(map));
    control(map, "bottomright", credits(map));
    window.L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
    if (map.getSize().x > 860) root.setAttribute("open", "");
    desk.ready.then((store) => {
      if (options.shown) geomap.openLayers(desk, store, options.shown);
      desk.layers = new Panel(desk, root);
    });
  };

  /** The layers that are on at first; an address may say otherwise. @param {Desk} desk @param {Store} store @param {string[]} shown */
  geomap.openLayers = (desk, store, shown) => {
    const names = /** @type {Array<keyof Layers>} */ (Object.keys(store.state.layers)),
      layers = { ...store.state.layers };
    store.defaultLayers = names.filter((name) => shown.includes(name)).join(" ");
    for (const name of names) layers[name] = shown.includes(name);
    if (!/(^|&|#)layers=/.test(desk.address || "")) store.set({ layers });
  };
})(window.geomap);
