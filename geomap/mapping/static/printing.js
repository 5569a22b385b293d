// @ts-check
// Paper: the map with its legend and the time below, then every event with its sources.
(function (geomap) {
  "use strict";

  const { el } = geomap;
  const t = geomap.strings;

  /** How many events a printed page lists. */
  const MOST_PRINTED = 400;

  /** A list of what is seen with its sources, for paper. @param {Store} store */
  function printed(store) {
    const root = el("section", "gm-print"),
      list = el("ol");
    root.append(el("h2", "", t.eventsOf(store.visible.length, store.n)));
    for (const i of store.visible.slice(0, MOST_PRINTED)) {
      const item = el("li"),
        detail = store.detail(i),
        country = geomap.country(store.country(i));
      item.append(geomap.glyphs.svg(store.groupAt(i), store.status(i)), " ");
      const title = el("strong");
      title.append(geomap.quote(store.title(i)));
      const place = [store.place(i) || t.unplaced, country === store.place(i) ? "" : country]
        .filter(Boolean)
        .join(", ");
      item.append(
        title,
        `. ${geomap.cards.whenWords(store, i)}. ${place}. ${t.certainty}: ${geomap.cards.sureWords(store, i)}.`,
      );
      for (const k of detail.reports || []) {
        const told = store.data.documents[k];
        item.append(
          el(
            "span",
            "gm-line gm-quiet",
            [told.source, told.title, told.published, told.url].filter(Boolean).join(", "),
          ),
        );
      }
      list.append(item);
    }
    root.append(list);
    if (store.visible.length > MOST_PRINTED)
      root.append(el("p", "", `… ${t.moreEvidence(store.visible.length - MOST_PRINTED)}`));
    return root;
  }

  /** On paper the map has a size of its own, the legend is open and the list has its sources. @param {Desk} desk */
  geomap.printing = (desk) => {
    /** @type {{list: HTMLElement, open: boolean, theme: string, center: any, zoom: number} | null} */
    let before = null;
    window.addEventListener("beforeprint", () => {
      if (!desk.store || before) return;
      const legend = /** @type {HTMLDetailsElement | null} */ (desk.root.querySelector(".gm-legend"));
      before = {
        list: printed(desk.store),
        open: !!legend && legend.open,
        theme: document.documentElement.dataset.theme || "",
        center: desk.map.getCenter(),
        zoom: desk.map.getZoom(),
      };
      const seen = desk.map.getBounds();
      if (legend) legend.open = true;
      geomap.setTheme("light");
      document.body.classList.add("gm-printing");
      document.body.append(before.list);
      // Paper shows what the window showed.
      desk.map.invalidateSize({ animate: false });
      const covered = legend && !before.open ? legend.offsetWidth : 0;
      desk.map.fitBounds(seen, { paddingBottomRight: [covered, 0], animate: false });
    });
    window.addEventListener("afterprint", () => {
      if (!before) return;
      before.list.remove();
      const legend = /** @type {HTMLDetailsElement | null} */ (desk.root.querySelector(".gm-legend"));
      if (legend) legend.open = before.open;
      document.body.classList.remove("gm-printing");
      geomap.setTheme(before.theme);
      desk.map.invalidateSize({ animate: false });
      desk.map.setView(before.center, before.zoom, { animate: false });
      before = null;
    });
  };
})(window.geomap);
