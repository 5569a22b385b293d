// @ts-check
// The desk: where the parts stand, and the drawer of a phone.
(function (geomap) {
  "use strict";

  const { el } = geomap;
  const t = geomap.strings;

  const WORLD = 256;

  /** No further out than the world is wide: more would only repeat it. @param {any} map */
  const leastZoom = (map) => Math.max(1, Math.min(3, Math.round(2 * Math.log2(map.getSize().x / WORLD)) / 2));

  /** @param {any} map @param {{most_zoom: number}} options */
  geomap.addLayout = (map, options) => {
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
    map.setMaxBounds([
      [-80, -720],
      [86, 720],
    ]);
    geomap.drawer();
    geomap.printing(geomap.desk(map));
    const resize = () => {
      map.invalidateSize({ animate: false });
      map.setMinZoom(leastZoom(map));
    };
    new ResizeObserver(resize).observe(node);
    resize();
    map.setMaxZoom(options.most_zoom);
  };

  /** On a phone the list is a drawer below the map. */
  geomap.drawer = () => {
    const list = document.getElementById("gm-list");
    if (!list) return;
    const button = el("button", "gm-drawer", t.openList, {
      type: "button",
      "aria-expanded": "false",
      "aria-controls": "gm-list",
    });
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
})(window.geomap);
