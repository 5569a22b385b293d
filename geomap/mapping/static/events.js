// @ts-check
// Events on the map: shapes below, marks above, grouped by zoom.
(function (geomap) {
  "use strict";

  const { NONE } = geomap.dates;
  const WORLD = 256;
  const FEW = 60; // so few events stand side by side where a number would only hide them

  class EventView {
    /** @param {any} map @param {Store} store */
    constructor(map, store) {
      this.map = map;
      this.store = store;
      this.wx = new Float64Array(store.n);
      this.wy = new Float64Array(store.n);
      this.project();
      /** @type {Drawn[]} The marks of a view and filter. */
      this.items = [];
      this.shapes = new geomap.Shapes(this);
      /** @type {Drawn[]} What was drawn last, for clicks. */
      this.drawn = [];
      this.key = "";
      /** @type {Array<() => void>} */
      this.arrangers = [];
      /** @type {{members: number[], wx: number, wy: number} | null} Glyphs spread out, and the world pixels of their middle. */
      this.fan = null;
      this.version = 0;
      this.areaSheet = geomap.sheet(map, "gm-areas", 400, (ctx, view) => this.shapes.paint(ctx, view));
      this.glyphSheet = geomap.sheet(map, "gm-glyphs", 600, (ctx, view) => this.paint(ctx, view));
      map.on("zoomstart", () => (this.fan = null));
      store.on((changed) => {
        if (changed.has("visible")) {
          this.fan = null;
          this.version++;
        }
        this.later();
      });
      geomap.onTheme(() => this.later());
    }

    /** World pixels of every event at zoom 0; NaN for one without a place. */
    project() {
      const { store } = this,
        n = store.n,
        { lon, lat } = store.columns;
      for (let i = 0; i < n; i++) {
        this.wx[i] = lon[i] === NONE ? NaN : geomap.worldX(lon[i] / 1e5);
        this.wy[i] = lat[i] === NONE ? NaN : geomap.worldY(lat[i] / 1e5);
      }
    }

    later() {
      // An empty sheet that stays empty need not be sent to the screen again at every step of the brush.
      if (!this.shapes.blank || !this.shapes.idle(this.areaSheet.view().scale)) this.areaSheet.later();
      this.glyphSheet.later();
    }

    /** The drawn ground's outline of an event's country. @param {number} i @param {number} zoom */
    outline(i, zoom) {
      const desk = geomap.desk(this.map);
      return desk.outline ? desk.outline(this.store.country(i), zoom) : null;
    }

    /** Pixels within which glyphs are joined: little when there are few events, more when there are many. */
    reach() {
      const n = this.store.visible.length;
      return n <= FEW ? 28 : n <= 600 ? 36 : 52;
    }

    /** Group the visible events for a view, once a view and filter. @param {View} view */
    arrange(view) {
      const key = [view.zoom, view.left, view.top, view.width, view.height, this.version].join();
      if (key === this.key) return;
      this.key = key;
      this.items = geomap.cluster(this.store, this.wx, this.wy, view, this.reach());
      if (this.store.visible.length <= FEW)
        this.items = this.items.flatMap((item) => (item.n > 1 && item.n <= 4 ? geomap.marks.beside(item) : [item]));
      this.items.sort((a, b) => a.y - b.y);
      for (const arranger of this.arrangers) arranger();
    }

    /** Tell a part when the marks have moved. @param {() => void} arranger */
    onArranged(arranger) {
      let waiting = 0;
      // Names give way when the hand rests; while it brushes they would only dance.
      this.arrangers.push(() => {
        window.clearTimeout(waiting);
        waiting = window.setTimeout(arranger, 160);
      });
    }

    /** Boxes of the marks in a view. @param {View} view */
    markBoxes(view) {
      this.arrange(view);
      return this.items.map((item) => geomap.marks.box(item, this.store));
    }

    /** Boxes that names on the ground keep clear of: marks, and the names of relations. @param {CanvasRenderingContext2D} ctx @param {View} view */
    boxes(ctx, view) {
      return [
        ...this.markBoxes(view),
        ...this.shapes.names(ctx, view).map((/** @type {RelationName} */ name) => name.box),
      ];
    }

    /** @param {CanvasRenderingContext2D} ctx @param {View} view */
    paint(ctx, view) {
      const theme = geomap.theme(),
        { store, fan } = this;
      this.arrange(view);
      const spread = new Set(fan ? fan.members : []);
      this.drawn = spread.size
        ? this.items.filter((item) => item.n > geomap.MOST_FANNED || !spread.has(item.first))
        : this.items.slice();
      for (const item of this.drawn) {
        if (item.n === 1) geomap.marks.one(ctx, item, store, theme);
        else geomap.marks.cluster(ctx, item, store, theme);
      }
      if (fan) this.drawn.push(...geomap.marks.fan(ctx, fan.members, view.x(fan.wx), view.y(fan.wy), store, theme));
      if (store.state.selected >= 0) this.paintChosen(ctx, view, theme);
    }

    /** @param {CanvasRenderingContext2D} ctx @param {View} view @param {Theme} theme */
    paintChosen(ctx, view, theme) {
      const { store } = this,
        i = store.state.selected;
      if (!store.placed(i) || !store.passes(i)) return;
      const found = this.drawn.find((item) => item.n === 1 && item.first === i);
      const x = found ? found.x : view.x(this.nearWorldX(i, view)),
        y = found ? found.gy : view.y(this.wy[i]);
      if (!found) geomap.glyphs.draw(ctx, store.groupAt(i), store.status(i), x, y, geomap.marks.RADIUS, theme);
      geomap.marks.chosen(ctx, x, y, theme);
    }

    /** @param {number} i @param {View} view */
    nearWorldX(i, view) {
      const middle = (view.west + view.east) / 2;
      return this.wx[i] + WORLD * Math.round((middle - this.wx[i]) / WORLD);
    }

    /** Bring an event into view. @param {number} i */
    show(i) {
      const { store, map } = this;
      if (!store.placed(i)) return;
      const prec = store.columns.where_prec[i];
      const zoom = Math.max(
        map.getZoom(),
        Math.min(map.getMaxZoom(), prec <= 2 ? 7 : prec <= 4 ? 6.5 : prec === 5 ? 5.5 : 4),
      );
      const at = window.L.latLng(store.latlng(i));
      if (map.getBounds().pad(-0.15).contains(at) && map.getZoom() >= zoom) return;
      // Without animation: the card that opens next pans the map, and can do so only when it is at rest.
      map.setView(at, zoom, { animate: false });
    }

    /** Fit the map to the visible events. */
    fit() {
      const { store, map } = this,
        c = store.columns,
        shapes = new Set();
      let west = Infinity,
        east = -Infinity,
        north = -Infinity,
        south = Infinity;
      for (const i of store.visible) {
        if (c.lon[i] === NONE) continue;
        west = Math.min(west, c.lon[i]);
        east = Math.max(east, c.lon[i]);
        south = Math.min(south, c.lat[i]);
        north = Math.max(north, c.lat[i]);
        if (c.shape[i] >= 0 && c.where_prec[i] < 6 && shapes.size <= 50) shapes.add(c.shape[i]);
      }
      // A map without events shows what the articles mention.
      if (!store.n)
        for (const { lon, lat } of store.data.mentions) {
          west = Math.min(west, lon * 1e5);
          east = Math.max(east, lon * 1e5);
          south = Math.min(south, lat * 1e5);
          north = Math.max(north, lat * 1e5);
        }
      if (west > east) return map.setView([25, 15], 2, { animate: false });
      const bounds = window.L.latLngBounds([south / 1e5, west / 1e5], [north / 1e5, east / 1e5]);
      if (shapes.size <= 50) for (const number of shapes) extend(bounds, store.data.shapes[number]);
      // The open legend covers the right of the map; what lies under it would be missed.
      const legend = map.getContainer().querySelector(".gm-legend[open]");
      const covered = legend && legend.offsetWidth < map.getSize().x / 2 ? legend.offsetWidth : 0;
      map.fitBounds(bounds, {
        paddingTopLeft: [56, 48],
        paddingBottomRight: [48 + covered, 48],
        maxZoom: 8,
        animate: false,
      });
    }
  }

  /** @param {any} bounds @param {ShapeRow} row */
  function extend(bounds, row) {
    for (const coded of [...row.areas.flat(), ...row.lines]) {
      let lon = 0,
        lat = 0;
      for (let k = 0; k < coded.length; k += 2) {
        lon += coded[k];
        lat += coded[k + 1];
        bounds.extend([lat / 1e4, lon / 1e4]);
      }
    }
  }

  /** @param {any} map @param {{data: string, fit: boolean}} options */
  geomap.addEvents = (map, options) => {
    const desk = geomap.desk(map);
    desk.expected = true;
    geomap.read(options.data).then((data) => {
      const store = new geomap.Store(data);
      desk.view = new EventView(map, store);
      geomap.pointing(desk.view);
      geomap.keepAddress(desk, store);
      desk.open(store);
      if (options.fit && !desk.placedByAddress) desk.view.fit();
      // Ready when the first frame stands: this callback is queued behind the sheets' own.
      requestAnimationFrame(() => (document.documentElement.dataset.geomap = "ready"));
    });
  };
})(window.geomap);
