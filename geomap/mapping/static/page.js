// @ts-check
// The desk: where the parts stand, the address, and what screen readers are told.
(function (geomap) {
  "use strict";

  const { el } = geomap;
  const t = geomap.strings;

  /** Where a part goes: its place in the page, or a control on any other map. @param {any} map @param {{slot?: string}} options @param {string} className @param {string} position */
  geomap.slot = (map, options, className, position) => {
    const place = options.slot && document.getElementById(`gm-${options.slot}`);
    if (place) return place;
    const node = el("div", `${className} gm-floating`);
    geomap.control(map, position, node);
    return node;
  };

  /** Say something to screen readers. @param {string} text */
  geomap.say = (text) => {
    const box = document.getElementById("gm-live") || document.body.appendChild(el("div", "gm-offscreen", null, { id: "gm-live", "aria-live": "polite", role: "status" }));
    box.textContent = text;
  };

  /** @param {any} map */
  geomap.addLayout = (map) => {
    const node = map.getContainer();
    document.body.classList.add("gm-desk");
    node.removeAttribute("style");
    node.setAttribute("role", "main");
    node.setAttribute("aria-label", t.mapName);
    map.setMaxBounds([[-80, -720], [86, 720]]);
    geomap.drawer();
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(node);
    map.invalidateSize({ animate: false });
  };

  /** On a phone the list is a drawer below the map. */
  geomap.drawer = () => {
    const list = document.getElementById("gm-list");
    if (!list) return;
    const button = el("button", "gm-drawer", t.openList, { type: "button", "aria-expanded": "false", "aria-controls": "gm-list" });
    button.addEventListener("click", () => {
      const open = document.body.classList.toggle("gm-drawn-up");
      button.setAttribute("aria-expanded", String(open));
    });
    list.prepend(button);
  };

  /** Keep the filter state and the view in the page's address, both ways. @param {any} desk @param {any} store */
  geomap.keepAddress = (desk, store) => {
    const { map } = desk;
    desk.address = window.location.hash;
    const readView = () => {
      const found = /(?:^|[#&])map=(-?[\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(window.location.hash);
      if (!found) return false;
      map.setView([Number(found[2]), Number(found[3])], Number(found[1]), { animate: false });
      return true;
    };
    let own = "";
    const write = () => {
      const c = map.getCenter(), view = `map=${Number(map.getZoom().toFixed(2))}/${c.lat.toFixed(4)}/${c.lng.toFixed(4)}`;
      const state = store.toHash();
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
      waiting = window.setTimeout(write, 200);
    };
    const read = () => {
      store.fromHash(window.location.hash);
      if (store.state.selected >= 0) geomap.card.show(desk, store.state.selected);
    };
    desk.ready.then(() => {
      store.on(later);
      map.on("moveend", later);
      if (store.state.selected >= 0) setTimeout(() => geomap.card.show(desk, store.state.selected), 0);
    });
    if (window.location.hash) {
      store.fromHash(window.location.hash);
      desk.placedByAddress = readView();
    }
    window.addEventListener("hashchange", () => {
      if (window.location.hash === own) return;
      read();
      readView();
    });
    geomap.writeAddress = write;
  };
})((window.geomap = window.geomap || {}));
