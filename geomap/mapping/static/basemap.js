// @ts-check
// The offline basemap as a layer: the ground below the events, its names above them.
(function (geomap) {
  "use strict";

  /** @param {any} map @param {{data: string}} options */
  geomap.addBasemap = (map, options) => {
    const desk = geomap.desk(map);
    map.getContainer().classList.add("gm-drawn");
    // The events come first: what is asked of the page does not wait for the land beneath it.
    const turn = Promise.resolve().then(
      () => desk.expected && desk.ready.then(() => new Promise((done) => requestAnimationFrame(done))),
    );
    desk.ground = turn
      .then(() => geomap.read(options.data))
      .then((told) => {
        const ground = new geomap.Ground(told),
          labels = new geomap.Labels(told);
        desk.outline = (code, zoom) => ground.outline(code, zoom);
        const below = geomap.sheet(map, "gm-ground", 150, (ctx, view) => ground.paint(ctx, view));
        const above = geomap.sheet(map, "gm-names", 450, (ctx, view) => {
          if (!desk.store || desk.store.state.layers.labels)
            labels.paint(ctx, view, desk.view ? desk.view.boxes(ctx, view) : []);
        });
        geomap.onTheme(() => (below.later(), above.later()));
        desk.ready.then((store) => {
          // Countries' areas take the ground's own outline.
          desk.view.later();
          desk.view.onArranged(() => store.state.layers.labels && above.later());
          store.on((changed) => changed.has("layers") && above.later());
        });
        return told;
      });
  };
})(window.geomap);
