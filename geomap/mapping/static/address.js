// @ts-check
// The filter state and the view in the page's address, both ways.
(function (geomap) {
  "use strict";

  const { NONE } = geomap.dates;

  /** The state as the part of an address behind "#". @param {Store} store */
  function write(store) {
    const s = store.state,
      { data } = store,
      out = new URLSearchParams();
    if (s.groups.includes(false))
      out.set(
        "type",
        data.groups
          .filter((_, k) => s.groups[k])
          .map((group) => group.key)
          .join(" "),
      );
    if (s.statuses.includes(false)) out.set("status", data.statuses.filter((_, k) => s.statuses[k]).join(" "));
    if (s.from !== NONE) out.set("time", `${store.clock.iso(s.from)}/${store.clock.iso(s.to)}`);
    if (s.confidence) out.set("sure", String(s.confidence));
    if (s.precision < 7) out.set("precise", String(s.precision));
    if (s.actor) out.set("actor", s.actor);
    if (s.source) out.set("source", s.source);
    if (s.text) out.set("find", s.text);
    const layers = Object.entries(s.layers)
      .filter(([, on]) => on)
      .map(([name]) => name)
      .join(" ");
    if (layers !== store.defaultLayers) out.set("layers", layers);
    if (s.selected >= 0) out.set("event", store.id(s.selected));
    return out.toString();
  }

  /** Read the state from an address; what it does not name, or names wrongly, is as at first. @param {Store} store @param {string} hash */
  function read(store, hash) {
    const told = new URLSearchParams(hash.replace(/^#/, "")),
      { data, clock } = store,
      fresh = store.initial();
    const words = (/** @type {string} */ name) => new Set((told.get(name) || "").split(" "));
    if (told.has("type")) fresh.groups = data.groups.map((group) => words("type").has(group.key));
    if (told.has("status")) fresh.statuses = data.statuses.map((status) => words("status").has(status));
    const [start, end] = (told.get("time") || "").split("/");
    const from = clock.parse(start),
      to = clock.parse(end, true);
    if (from !== NONE && to !== NONE && from <= to) Object.assign(fresh, { from, to });
    fresh.confidence = clamp(told.get("sure"), 0, 100, 0);
    fresh.precision = clamp(told.get("precise"), 1, 7, 7);
    const known = (/** @type {string | null} */ key, /** @type {number[]} */ keys) =>
      key && keys.some((k) => store.string(k) === key) ? key : "";
    fresh.actor = known(told.get("actor"), store.actors);
    fresh.source = known(told.get("source"), store.sources);
    fresh.text = told.get("find") || "";
    const names = (told.has("layers") ? told.get("layers") || "" : store.defaultLayers).split(" ");
    for (const name of /** @type {Array<keyof Layers>} */ (Object.keys(fresh.layers)))
      fresh.layers[name] = names.includes(name);
    fresh.selected = told.has("event") ? data.ids.indexOf(told.get("event") || "") : -1;
    store.set(fresh);
  }

  /** @param {string | null} text @param {number} low @param {number} high @param {number} otherwise */
  function clamp(text, low, high, otherwise) {
    const value = Number(text);
    return text === null || !Number.isFinite(value) ? otherwise : Math.max(low, Math.min(high, Math.round(value)));
  }

  /** Move the map to the view that the address names. @param {any} map */
  function readView(map) {
    const found = /(?:^|[#&])map=(-?[\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(window.location.hash);
    if (!found) return false;
    map.setView([Number(found[2]), Number(found[3])], Number(found[1]), { animate: false });
    return true;
  }

  /** @param {Desk} desk @param {Store} store */
  geomap.keepAddress = (desk, store) => {
    const { map } = desk;
    desk.address = window.location.hash;
    let own = "";
    const save = () => {
      const c = map.getCenter(),
        view = `map=${Number(map.getZoom().toFixed(2))}/${c.lat.toFixed(4)}/${c.lng.toFixed(4)}`;
      const state = write(store);
      own = `#${state}${state ? "&" : ""}${view}`;
      try {
        window.history.replaceState(null, "", own);
      } catch {
        // A frame without an origin of its own (a notebook) has no address to write.
      }
    };
    let waiting = 0;
    const later = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(save, 200);
    };
    const open = () => {
      if (store.state.selected >= 0) geomap.card.show(desk, store.state.selected);
    };
    desk.ready.then(() => {
      store.on(later);
      map.on("moveend", later);
      setTimeout(open, 0);
    });
    if (window.location.hash) {
      read(store, window.location.hash);
      desk.placedByAddress = readView(map);
    }
    window.addEventListener("hashchange", () => {
      if (window.location.hash === own) return;
      read(store, window.location.hash);
      open();
      readView(map);
    });
  };
})(window.geomap);
