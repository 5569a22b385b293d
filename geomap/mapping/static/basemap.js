// @ts-check
// The quiet ground: land, water, borders and city names, drawn on canvas from data in the page.
(function (geomap) {
  "use strict";

  const WORLD = 256;

  /**
   * Shapes of one layer as pieces with a box and a rank, so that only what is in view and due is drawn.
   * @param {any} ground @param {string} name
   */
  function pieces(ground, name) {
    const layer = ground.layers[name];
    if (!layer) return [];
    const ranks = layer.properties.rank || [];
    const found = [];
    layer.shapes.forEach((/** @type {number[][][]} */ parts, /** @type {number} */ k) => {
      for (const part of parts) found.push({ ...piece(part, ground.scale, name === "land" || name === "lakes"), rank: ranks[k] || 0 });
    });
    return found;
  }

  /** @param {number[][]} rings @param {number} scale @param {boolean} closed */
  function piece(rings, scale, closed) {
    const path = new Path2D();
    let west = Infinity, east = -Infinity, north = Infinity, south = -Infinity;
    for (const ring of rings) {
      let lon = 0, lat = 0;
      for (let k = 0; k < ring.length; k += 2) {
        lon += ring[k];
        lat += ring[k + 1];
        const x = geomap.worldX(lon * scale), y = geomap.worldY(lat * scale);
        if (k) path.lineTo(x, y);
        else path.moveTo(x, y);
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      if (closed) path.closePath();
    }
    return { path, west, east, north, south };
  }

  /** The outline of each country, by its code. @param {any} ground */
  function outlines(ground) {
    const found = new Map(), layer = ground.layers.land;
    if (!layer || !layer.properties.code) return found;
    layer.shapes.forEach((/** @type {number[][][]} */ parts, /** @type {number} */ k) => {
      const code = layer.properties.code[k];
      if (!found.has(code)) found.set(code, new Path2D());
      for (const part of parts) found.get(code).addPath(piece(part, ground.scale, true).path);
    });
    return found;
  }

  /** Cities and countries as names to place, the most important first. @param {any} ground */
  function names(ground) {
    const found = [];
    for (const kind of ["labels", "cities"]) {
      const layer = ground.layers[kind];
      if (!layer) continue;
      const told = layer.properties;
      layer.shapes.forEach((/** @type {number[][][]} */ parts, /** @type {number} */ k) => {
        const [x, y] = parts[0][0];
        found.push({
          country: kind === "labels", name: String(told.name[k] || ""), rank: told.rank ? told.rank[k] : 4, capital: !!(told.capital && told.capital[k]),
          wx: geomap.worldX(x * ground.scale), wy: geomap.worldY(y * ground.scale),
        });
      });
    }
    return found.filter((row) => row.name).sort((a, b) => Number(b.country) - Number(a.country) || a.rank - b.rank);
  }

  /** The pieces in view, joined, with the world's width added as often as the view asks. @param {any[]} all @param {any} view @param {number} shift */
  function inView(all, view, shift) {
    const joined = new Path2D();
    for (const piece of all) {
      if (piece.rank > view.zoom + 0.5 || piece.east + shift < view.west || piece.west + shift > view.east || piece.south < view.north || piece.north > view.south) continue;
      joined.addPath(piece.path);
    }
    return joined;
  }

  /** @param {any} ground */
  function layers(ground) {
    return Object.fromEntries(["land", "lakes", "rivers", "borders", "disputed"].map((name) => [name, pieces(ground, name)]));
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

  /** @param {CanvasRenderingContext2D} ctx @param {any} view @param {any[]} all */
  function paintNames(ctx, view, all) {
    const theme = geomap.theme();
    /** @type {number[][]} */
    const taken = [];
    const turn = WORLD * Math.floor((view.west + view.east) / 2 / WORLD);
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const row of all) {
      if (row.rank > view.zoom || (row.country && view.zoom > 8)) continue;
      const wx = row.wx + turn;
      const x = view.x(wx < view.west ? wx + WORLD : wx > view.east ? wx - WORLD : wx), y = view.y(row.wy);
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      paintName(ctx, row, x, y, taken, theme, view.zoom);
    }
    ctx.letterSpacing = "0px";
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} row @param {number} x @param {number} y @param {number[][]} taken @param {any} theme @param {number} zoom */
  function paintName(ctx, row, x, y, taken, theme, zoom) {
    const text = row.country ? row.name.toUpperCase() : row.name;
    ctx.font = row.country ? `500 ${zoom < 5 ? 10.5 : 12}px system-ui, sans-serif` : `${row.capital ? "600 " : ""}${row.rank <= 4 && zoom >= 6 ? 12.5 : 11.5}px system-ui, sans-serif`;
    ctx.letterSpacing = row.country ? "1.2px" : "0px";
    const width = ctx.measureText(text).width, left = row.country ? x - width / 2 : x + 6;
    const box = row.country ? [left - 8, y - 9, left + width + 8, y + 9] : [x - 4, y - 8, left + width + 4, y + 8];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
    taken.push(box);
    ctx.fillStyle = row.country ? theme.country : theme.label;
    if (!row.country) {
      ctx.beginPath();
      ctx.arc(x, y, row.capital ? 2.4 : 1.7, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.lineWidth = 3;
    ctx.strokeStyle = theme.halo;
    ctx.strokeText(text, left, y);
    ctx.fillText(text, left, y);
  }

  /** @param {any} map @param {{data: string}} options */
  geomap.addBasemap = (map, options) => {
    const desk = geomap.desk(map);
    map.getContainer().classList.add("gm-drawn");
    desk.ground = geomap.read(options.data).then((ground) => {
      const drawn = layers(ground), written = names(ground);
      desk.countries = outlines(ground);
      const below = geomap.sheet(map, "gm-ground", 150, (ctx, view) => paintGround(ctx, view, drawn));
      const above = geomap.sheet(map, "gm-names", 450, (ctx, view) => {
        if (!desk.store || desk.store.state.layers.labels) paintNames(ctx, view, written);
      });
      geomap.onTheme(() => (below.later(), above.later()));
      desk.ready.then(() => desk.view.later());
      desk.ready.then((store) => store.on((changed) => changed.has("layers") && above.later()));
      return ground;
    });
  };
})((window.geomap = window.geomap || {}));
