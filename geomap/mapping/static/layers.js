// @ts-check
// Layers and legend in one panel on the map, and the buttons that zoom.
(function (geomap) {
  "use strict";

  const { el } = geomap;
  const t = geomap.strings;

  class Layers {
    /** @param {any} desk @param {HTMLElement} root */
    constructor(desk, root) {
      this.desk = desk;
      this.store = desk.store;
      this.root = /** @type {HTMLDetailsElement} */ (root);
      root.append(el("summary", "gm-legend-title", t.layersTitle));
      const body = el("div", "gm-legend-body");
      body.append(this.groups(), this.overlays(), this.drawing());
      root.append(body);
      this.store.on((/** @type {Set<string>} */ changed) => (changed.has("visible") || changed.has("layers")) && this.refresh());
      this.refresh();
    }

    groups() {
      const box = el("fieldset", "gm-set");
      box.append(el("legend", "gm-offscreen", t.types));
      this.rows = this.store.data.groups.map((/** @type {any} */ group, /** @type {number} */ k) => {
        const row = check(group.label, geomap.glyphs.svg(group, "happened"));
        row.input.addEventListener("change", () => this.store.set({ groups: this.store.state.groups.map((/** @type {boolean} */ on, /** @type {number} */ at) => (at === k ? row.input.checked : on)) }));
        box.append(row.line);
        return row;
      });
      return box;
    }

    overlays() {
      const box = el("fieldset", "gm-set");
      box.append(el("legend", "gm-offscreen", t.layersTitle));
      const data = this.store.data;
      const has = { areas: true, relations: data.relations.length > 0, mentions: data.mentions.length > 0, labels: !!this.desk.ground };
      this.layers = Object.entries(t.layers).filter(([name]) => has[name]).map(([name, label]) => {
        const row = check(label, el("span", `gm-swatch gm-swatch-${name}`));
        row.input.addEventListener("change", () => this.store.set({ layers: { ...this.store.state.layers, [name]: row.input.checked } }));
        if (name === "relations") row.count.textContent = geomap.number(data.relations.length);
        if (name === "mentions") row.count.textContent = geomap.number(data.mentions.length);
        box.append(row.line);
        return { name, ...row };
      });
      return box;
    }

    /** What hollow, struck, pins, halos, shapes and lines mean. */
    drawing() {
      const box = el("div", "gm-set"), list = el("ul", "gm-key");
      const used = new Set(this.store.columns.status), group = this.store.data.groups[5];
      this.store.data.statuses.forEach((/** @type {string} */ status, /** @type {number} */ k) => {
        if (used.has(k)) list.append(keyRow(geomap.glyphs.svg(group, status), t.statusLegend[status]));
      });
      for (const name of ["pin", "halo", "area", "line", "cluster"]) list.append(keyRow(el("span", `gm-swatch gm-swatch-${name}`), t.legend[name]));
      box.append(el("h3", "gm-key-title", t.howSure), list);
      if (this.store.data.detail !== "full") box.append(el("p", "gm-quiet", t[this.store.data.detail]));
      return box;
    }

    refresh() {
      const { store } = this, counts = store.facet("group");
      this.rows.forEach((/** @type {any} */ row, /** @type {number} */ k) => {
        row.input.checked = store.state.groups[k];
        row.count.textContent = geomap.number(counts[k]);
        row.line.classList.toggle("gm-faint", !counts[k]);
      });
      for (const row of this.layers) row.input.checked = store.state.layers[row.name];
    }
  }

  /** @param {string} label @param {Node} sign */
  function check(label, sign) {
    const line = el("label", "gm-check"), input = /** @type {HTMLInputElement} */ (el("input", "", null, { type: "checkbox" })), count = el("span", "gm-tally");
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
    const desk = geomap.desk(map), box = el("div", "gm-credits");
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
    const desk = geomap.desk(map), root = el("details", "gm-legend");
    control(map, "topright", root);
    control(map, "topleft", zoomButtons(map));
    control(map, "bottomright", credits(map));
    window.L.control.scale({ position: "bottomleft", imperial: false }).addTo(map);
    if (map.getSize().x > 860) root.setAttribute("open", "");
    desk.ready.then((store) => {
      if (options.shown) geomap.openLayers(desk, store, options.shown);
      desk.layers = new Layers(desk, root);
    });
  };

  /** The layers that are on at first; an address may say otherwise. @param {any} desk @param {any} store @param {string[]} shown */
  geomap.openLayers = (desk, store, shown) => {
    const names = Object.keys(store.state.layers);
    store.defaultLayers = names.filter((name) => shown.includes(name)).join(" ");
    if (!/(^|&|#)layers=/.test(desk.address || "")) store.set({ layers: Object.fromEntries(names.map((name) => [name, shown.includes(name)])) });
  };
})((window.geomap = window.geomap || {}));
