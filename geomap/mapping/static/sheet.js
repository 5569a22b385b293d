// @ts-check
// A canvas that covers the view with some room around, redrawn when the map comes to rest; and the page's colours.
(function (geomap) {
  "use strict";

  const NAMES = [
    "paper",
    "ink",
    "edge",
    "soft",
    "water",
    "land",
    "coast",
    "river",
    "border",
    "disputed",
    "label",
    "country",
    "halo",
    "accent",
    "relation",
    "mention",
  ];

  /** @type {Theme | null} */
  let current = null;

  /** The colours of the page as the canvas needs them; read again when light and dark change. */
  geomap.theme = () => (current = current || readTheme());

  /** @returns {Theme} */
  function readTheme() {
    const style = getComputedStyle(document.documentElement);
    /** @type {any} */
    const theme = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--gm-${name}`).trim()]));
    theme.dark = style.getPropertyValue("--gm-dark").trim() === "1";
    return theme;
  }

  const wish = window.matchMedia("(prefers-color-scheme: dark)");
  /** @type {Array<() => void>} */
  const listeners = [];
  let chosen = "";
  /** @param {() => void} listener */
  geomap.onTheme = (listener) => listeners.push(listener);

  /** Choose "light" or "dark"; "" follows the system. @param {string} name */
  geomap.setTheme = (name) => {
    chosen = name;
    document.documentElement.dataset.theme = name || (wish.matches ? "dark" : "light");
    current = null;
    for (const listener of listeners) listener();
  };
  wish.addEventListener("change", () => geomap.setTheme(chosen));
  geomap.setTheme("");

  // World pixels at zoom 0, the unit of everything that is projected once (EPSG:3857, 256 pixels round the globe).
  geomap.worldX = (/** @type {number} */ lon) => ((lon + 180) / 360) * 256;
  geomap.worldY = (/** @type {number} */ lat) => {
    const s = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * 256;
  };

  /** Shifts, in world pixels, at which copies of the world show. @param {View} view */
  geomap.turns = (view) => {
    const found = [];
    for (let turn = Math.floor(view.west / 256); turn <= Math.floor(view.east / 256); turn++) found.push(turn * 256);
    return found;
  };

  const Sheet = window.L.Renderer.extend({
    options: { padding: 0.1, pane: "overlayPane", interactive: false },

    /** @param {(ctx: CanvasRenderingContext2D, view: View) => void} paint @param {any} options */
    initialize(paint, options) {
      window.L.Renderer.prototype.initialize.call(this, options);
      this._paint = paint;
    },

    _initContainer() {
      const canvas = (this._container = document.createElement("canvas"));
      canvas.className = "gm-sheet";
      canvas.setAttribute("aria-hidden", "true");
      this._ctx = canvas.getContext("2d");
    },

    _destroyContainer() {
      if (this._frame) cancelAnimationFrame(this._frame);
      this._container.remove();
      delete this._container;
      delete this._ctx;
    },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      window.L.Renderer.prototype._update.call(this);
      const bounds = this._bounds,
        size = bounds.getSize(),
        canvas = this._container;
      window.L.DomUtil.setPosition(canvas, bounds.min);
      this._ratio = Math.min(window.devicePixelRatio || 1, 2);
      const width = Math.round(size.x * this._ratio),
        height = Math.round(size.y * this._ratio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      // While the page opens the view still moves; painting waits for the frame. Later it must not lag the map.
      if (document.documentElement.dataset.geomap === "ready") this.repaint();
      else this.later();
    },

    /** Where world pixels of zoom 0 fall on the canvas. */
    view() {
      const map = this._map,
        zoom = this._zoom === undefined ? map.getZoom() : this._zoom;
      const scale = map.getZoomScale(zoom, 0);
      const origin = map.getPixelOrigin(),
        min = this._bounds.min,
        size = this._bounds.getSize();
      return {
        zoom,
        scale,
        ratio: this._ratio,
        width: size.x,
        height: size.y,
        left: origin.x + min.x,
        top: origin.y + min.y,
        x: (/** @type {number} */ wx) => wx * scale - origin.x - min.x,
        y: (/** @type {number} */ wy) => wy * scale - origin.y - min.y,
        west: (origin.x + min.x) / scale,
        north: (origin.y + min.y) / scale,
        east: (origin.x + min.x + size.x) / scale,
        south: (origin.y + min.y + size.y) / scale,
      };
    },

    /** Paint now. */
    repaint() {
      if (!this._map || !this._ctx || !this._bounds) return;
      const ctx = this._ctx;
      ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      ctx.clearRect(0, 0, this._container.width, this._container.height);
      this._paint(ctx, this.view());
      this.fire("painted");
    },

    /** Paint in the next frame, once however often it is asked. */
    later() {
      if (this._frame) return;
      this._frame = requestAnimationFrame(() => {
        this._frame = 0;
        this.repaint();
      });
    },
  });

  /** @param {any} map @param {string} pane @param {number} level @param {(ctx: CanvasRenderingContext2D, view: View) => void} paint */
  geomap.sheet = (map, pane, level, paint) => {
    if (!map.getPane(pane)) {
      const node = map.createPane(pane);
      node.style.zIndex = String(level);
      node.style.pointerEvents = "none";
    }
    return new Sheet(paint, { pane }).addTo(map);
  };

  /** Read rings or lines coded as differences into a Path2D of world pixels. @param {number[][]} coded @param {boolean} closed */
  geomap.tracePath = (coded, closed) => {
    const path = new Path2D();
    for (const values of coded) {
      let lon = 0,
        lat = 0;
      for (let k = 0; k < values.length; k += 2) {
        lon += values[k];
        lat += values[k + 1];
        const x = geomap.worldX(lon / 1e4),
          y = geomap.worldY(lat / 1e4);
        if (k) path.lineTo(x, y);
        else path.moveTo(x, y);
      }
      if (closed) path.closePath();
    }
    return path;
  };
})(window.geomap);
