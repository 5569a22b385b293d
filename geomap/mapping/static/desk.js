// @ts-check
// The desk of a map: its store once the events are read, what waits for it, and where its parts stand.
(function (geomap) {
  "use strict";

  /** The desk of a map: its store once the events are read, and what waits for it. @param {any} map @returns {Desk} */
  geomap.desk = (map) => {
    if (!map._geomapDesk) {
      /** @type {any} */
      const desk = { map, store: null, root: map.getContainer() };
      desk.ready = new Promise(
        (resolve) =>
          (desk.open = (/** @type {Store} */ store) => {
            desk.store = store;
            resolve(store);
          }),
      );
      map._geomapDesk = desk;
      geomap.desks.push(desk);
    }
    return map._geomapDesk;
  };

  /** Every map's desk on the page, in order. */
  geomap.desks = [];

  /** Where a part goes: its place in the page, or a control on any other map. @param {any} map @param {{slot?: string}} options @param {string} className @param {string} position */
  geomap.slot = (map, options, className, position) => {
    const place = options.slot && document.getElementById(`gm-${options.slot}`);
    if (place) return place;
    const node = geomap.el("div", `${className} gm-floating`);
    geomap.control(map, position, node);
    return node;
  };
})(window.geomap);
