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
    // Read and tabbed through in the order of the eye: bar, list, map, time.
    for (const name of ["gm-bar", "gm-list"]) {
      const part = document.getElementById(name);
      if (part) node.before(part);
    }
    node.setAttribute("role", "main");
    node.setAttribute("aria-label", t.mapName);
    map.setMaxBounds([[-80, -720], [86, 720]]);
    geomap.drawer();
    geomap.printing(geomap.desk(map));
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
    /** Close the drawer, so that the map has room for a card. */
    geomap.drawIn = () => {
      if (!document.body.classList.contains("gm-drawn-up")) return;
      button.click();
      for (const desk of geomap.desks) desk.map.invalidateSize({ animate: false });
    };
  };
  geomap.drawIn = () => {};

  /** How many events a printed page lists. */
  const MOST_PRINTED = 400;

  /** A list of what is seen with its sources, for paper. @param {any} store */
  function printed(store) {
    const root = el("section", "gm-print"), list = el("ol");
    root.append(el("h2", "", t.eventsOf(store.visible.length, store.n)));
    for (const i of store.visible.slice(0, MOST_PRINTED)) {
      const item = el("li"), detail = store.detail(i), country = geomap.country(store.strings[store.columns.country[i]]);
      item.append(geomap.glyphs.svg(store.data.groups[store.group[i]], store.status(i)), " ");
      const title = el("strong");
      title.append(geomap.quote(store.title(i)));
      const place = [store.place(i) || t.unplaced, country === store.place(i) ? "" : country].filter(Boolean).join(", ");
      item.append(title, `. ${geomap.card.whenWords(store, i)}. ${place}. ${t.certainty}: ${geomap.card.sureWords(store, i)}.`);
      for (const k of detail.reports || []) {
        const told = store.data.documents[k];
        item.append(el("span", "gm-line gm-quiet", [told.source, told.title, told.published, told.url].filter(Boolean).join(", ")));
      }
      list.append(item);
    }
    root.append(list);
    if (store.visible.length > MOST_PRINTED) root.append(el("p", "", `… ${t.moreEvidence(store.visible.length - MOST_PRINTED)}`));
    return root;
  }

  /** On paper the map has a size of its own, the legend is open and the list has its sources. @param {any} desk */
  geomap.printing = (desk) => {
    /** @type {{list: HTMLElement, open: boolean, theme: string} | null} */
    let before = null;
    window.addEventListener("beforeprint", () => {
      if (!desk.store || before) return;
      const legend = desk.root.querySelector(".gm-legend");
      before = { list: printed(desk.store), open: !!legend && legend.open, theme: document.documentElement.dataset.theme || "" };
      if (legend) legend.open = true;
      geomap.setTheme("light");
      document.body.classList.add("gm-printing");
      document.body.append(before.list);
      desk.map.invalidateSize({ animate: false });
    });
    window.addEventListener("afterprint", () => {
      if (!before) return;
      before.list.remove();
      const legend = desk.root.querySelector(".gm-legend");
      if (legend) legend.open = before.open;
      document.body.classList.remove("gm-printing");
      geomap.setTheme(before.theme);
      before = null;
      desk.map.invalidateSize({ animate: false });
    });
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
