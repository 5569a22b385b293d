// @ts-check
// The quiet ground: land, water, borders and city names, drawn on canvas from data in the page.
(function (geomap) {
  "use strict";

  const WORLD = 256;

  /** Paths of one layer as pieces with a box, so that only what is in view is drawn. @param {any} ground @param {string} name @param {boolean} closed */
  function pieces(ground, name, closed) {
    const lengths = ground.columns[`${name}_lengths`] || [], values = ground.columns[`${name}_values`] || [];
    const found = [];
    let at = 0, lon = 0, lat = 0;
    for (let p = 0; p < lengths.length; p++) {
      const path = new Path2D();
      let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
      for (let k = 0; k < lengths[p]; k++, at += 2) {
        lon += values[at];
        lat += values[at + 1];
        const x = geomap.worldX(lon / ground.units), y = geomap.worldY(lat / ground.units);
        if (k) path.lineTo(x, y);
        else path.moveTo(x, y);
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      if (closed) path.closePath();
      found.push({ path, west, east, north, south });
    }
    return found;
  }

  /** The pieces in view, joined, with the world's width added as often as the view asks. @param {any[]} all @param {any} view @param {number} shift */
  function inView(all, view, shift) {
    const joined = new Path2D();
    for (const piece of all) {
      if (piece.east + shift < view.west || piece.west + shift > view.east || piece.south < view.north || piece.north > view.south) continue;
      joined.addPath(piece.path);
    }
    return joined;
  }

  /** @param {any} ground */
  function layers(ground) {
    return {
      land: pieces(ground, "land", true), lakes: pieces(ground, "lakes", true), rivers: pieces(ground, "rivers", false),
      borders: pieces(ground, "borders", false), disputed: pieces(ground, "disputed", false),
    };
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} drawn */
  function paintGround(ctx, view, drawn) {
    const theme = geomap.theme();
    for (let turn = Math.floor(view.west / WORLD); turn <= Math.floor(view.east / WORLD); turn++) {
      const shift = turn * WORLD;
      ctx.setTransform(view.scale * view.ratio, 0, 0, view.scale * view.ratio, view.x(shift) * view.ratio, view.y(0) * view.ratio);
      const px = 1 / view.scale;
      const land = inView(drawn.land, view, shift);
      ctx.fillStyle = theme.land;
      ctx.fill(land, "evenodd");
      stroke(ctx, land, theme.coast, 0.9 * px);
      if (view.zoom >= 4) stroke(ctx, inView(drawn.rivers, view, shift), theme.river, (view.zoom >= 7 ? 1.3 : 0.8) * px);
      const lakes = inView(drawn.lakes, view, shift);
      ctx.fillStyle = theme.water;
      ctx.fill(lakes, "evenodd");
      stroke(ctx, lakes, theme.coast, 0.7 * px);
      stroke(ctx, inView(drawn.borders, view, shift), theme.border, (view.zoom >= 5 ? 1.2 : 0.8) * px);
      stroke(ctx, inView(drawn.disputed, view, shift), theme.disputed, 1.2 * px, [4 * px, 3 * px]);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Path2D} path @param {string} color @param {number} width @param {number[]} [dash] */
  function stroke(ctx, path, color, width, dash) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.lineJoin = "round";
    ctx.setLineDash(dash || []);
    ctx.stroke(path);
    ctx.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} view @param {any} ground */
  function paintNames(ctx, view, ground) {
    const theme = geomap.theme(), cities = ground.columns.cities, ranks = ground.columns.ranks, capitals = ground.columns.capitals;
    const most = view.zoom < 3 ? 1 : view.zoom < 4 ? 2 : view.zoom < 5 ? 4 : view.zoom < 6 ? 5 : view.zoom < 7 ? 7 : 10;
    /** @type {number[][]} */
    const taken = [];
    const turn = WORLD * Math.floor((view.west + view.east) / 2 / WORLD);
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    let shown = 0;
    for (let k = 0; k < ranks.length && shown < 160; k++) {
      if (ranks[k] > most && !(capitals[k] && view.zoom >= 4)) continue;
      const wx = geomap.worldX(cities[2 * k] / ground.units) + turn, wy = geomap.worldY(cities[2 * k + 1] / ground.units);
      const x = view.x(wx < view.west ? wx + WORLD : wx > view.east ? wx - WORLD : wx), y = view.y(wy);
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const size = ranks[k] <= 2 && view.zoom >= 4 ? 12.5 : 11.5;
      ctx.font = `${capitals[k] ? "600 " : ""}${size}px system-ui, sans-serif`;
      const width = ctx.measureText(ground.names[k]).width;
      const box = [x - 4, y - 8, x + 8 + width, y + 8];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      shown++;
      ctx.fillStyle = theme.label;
      ctx.beginPath();
      ctx.arc(x, y, capitals[k] ? 2.4 : 1.7, 0, 2 * Math.PI);
      ctx.fill();
      ctx.lineWidth = 3;
      ctx.strokeStyle = theme.halo;
      ctx.strokeText(ground.names[k], x + 6, y);
      ctx.fillText(ground.names[k], x + 6, y);
    }
  }

  /** @param {any} map @param {{data: string}} options */
  geomap.addBasemap = (map, options) => {
    const desk = geomap.desk(map);
    map.getContainer().classList.add("gm-drawn");
    desk.ground = geomap.read(options.data).then((ground) => {
      ground.drawn = layers(ground);
      const below = geomap.sheet(map, "gm-ground", 150, (ctx, view) => paintGround(ctx, view, ground.drawn));
      const names = geomap.sheet(map, "gm-names", 450, (ctx, view) => {
        if (!desk.store || desk.store.state.layers.labels) paintNames(ctx, view, ground);
      });
      geomap.onTheme(() => (below.later(), names.later()));
      desk.ready.then((store) => store.on((changed) => changed.has("layers") && names.later()));
      return ground;
    });
  };

  /** @type {Array<() => void>} */
  const themed = [];
  /** @param {() => void} listener */
  geomap.onTheme = (listener) => themed.push(listener);

  /** Choose light or dark; "" follows the system. @param {string} name */
  geomap.setTheme = (name) => {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    geomap._theme = null;
    for (const listener of themed) listener();
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => geomap.setTheme(document.documentElement.dataset.theme || ""));
})((window.geomap = window.geomap || {}));
