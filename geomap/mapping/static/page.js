// @ts-check
// The desk: where the parts stand, and the drawer of a phone.
(function (geomap) {
  "use strict";

  const { el } = geomap;
  const t = geomap.strings;

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
    map.setMaxBounds([
      [-80, -720],
      [86, 720],
    ]);
    geomap.drawer();
    geomap.printing(geomap.desk(map));
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(node);
    map.invalidateSize({ animate: false });
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
