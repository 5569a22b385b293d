// @ts-check
// The quiet ground as shapes: land, water and borders, in as much detail as a zoom can show.
(function (geomap) {
  "use strict";

  const WORLD = 256;
  // Zooms from which a finer drawing of a shape is used, and the spacing of its points in pixels at that zoom.
  const LEVELS = [0, 4, 6, 8];
  const SPACING = 0.7;

  /** The level of detail for a zoom. @param {number} zoom */
  geomap.levelOf = (zoom) => {
    let level = 0;
    while (level + 1 < LEVELS.length && zoom >= LEVELS[level + 1]) level++;
    return level;
  };

  /** World pixels nearer than which points are left out at a level; 0 keeps all. @param {number} level */
  const spacing = (level) => (level + 1 < LEVELS.length ? SPACING / 2 ** LEVELS[level + 1] : 0);

  /** One part of a feature: its rings in world pixels, its box, its rank, and a path for every level that was asked for. */
  class Piece {
    /** @param {number[][]} rings @param {number} unit World pixels a unit. @param {boolean} closed @param {number} rank */
    constructor(rings, unit, closed, rank) {
      this.closed = closed;
      this.rank = rank;
      /** @type {Path2D[]} */
      this.paths = [];
      this.west = this.north = Infinity;
      this.east = this.south = -Infinity;
      this.rings = rings.map((coded) => this.decode(coded, unit));
    }

    /** @param {number[]} coded @param {number} unit */
    decode(coded, unit) {
      const found = new Float32Array(coded.length);
      let x = 0,
        y = 0;
      for (let k = 0; k < coded.length; k += 2) {
        x += coded[k];
        y += coded[k + 1];
        const wx = x * unit,
          wy = y * unit;
        found[k] = wx;
        found[k + 1] = wy;
        if (wx < this.west) this.west = wx;
        if (wx > this.east) this.east = wx;
        if (wy < this.north) this.north = wy;
        if (wy > this.south) this.south = wy;
      }
      return found;
    }

    /** Trace the shape at a level, once. @param {number} level @returns {Path2D} */
    at(level) {
      if (this.paths[level]) return this.paths[level];
      const path = new Path2D(),
        least = spacing(level);
      for (const ring of this.rings) trace(path, ring, least, this.closed);
      return (this.paths[level] = path);
    }
  }

  /** Trace a ring or line, leaving out points too near to the last one drawn. @param {Path2D} path @param {Float32Array} ring @param {number} least @param {boolean} closed */
  function trace(path, ring, least, closed) {
    const n = ring.length;
    let x = ring[0],
      y = ring[1];
    path.moveTo(x, y);
    for (let k = 2; k < n; k += 2) {
      const dx = ring[k] - x,
        dy = ring[k + 1] - y;
      if (k < n - 2 && dx < least && dx > -least && dy < least && dy > -least) continue;
      path.lineTo((x = ring[k]), (y = ring[k + 1]));
    }
    if (closed) path.closePath();
  }

  /** @param {any} ground @param {string} name */
  function pieces(ground, name) {
    const layer = ground.layers[name],
      unit = WORLD / ground.units;
    if (!layer) return [];
    const ranks = layer.properties.rank || [],
      closed = name === "land" || name === "lakes";
    return layer.shapes.flatMap((/** @type {number[][][]} */ parts, /** @type {number} */ k) =>
      parts.map((rings) => new Piece(rings, unit, closed, ranks[k] || 0)),
    );
  }

  /** The pieces in view and worth drawing, joined. @param {Piece[]} all @param {View} view @param {number} shift @param {number} level */
  function inView(all, view, shift, level) {
    const joined = new Path2D(),
      small = 0.6 / view.scale;
    for (const piece of all) {
      if (
        piece.rank > view.zoom + 0.5 ||
        piece.east + shift < view.west ||
        piece.west + shift > view.east ||
        piece.south < view.north ||
        piece.north > view.south
      )
        continue;
      if (piece.east - piece.west < small && piece.south - piece.north < small) continue;
      joined.addPath(piece.at(level));
    }
    return joined;
  }

  class Ground {
    /** @param {any} told */
    constructor(told) {
      /** @type {Record<string, Piece[]>} */
      this.layers = Object.fromEntries(
        ["land", "lakes", "rivers", "borders", "disputed"].map((name) => [name, pieces(told, name)]),
      );
      this.codes = this.readCodes(told);
    }

    /** The pieces of each country's land, by its code. @param {any} told */
    readCodes(told) {
      /** @type {Map<string, Piece[]>} */
      const found = new Map();
      const layer = told.layers.land;
      if (!layer || !layer.properties.code) return found;
      let at = 0;
      layer.shapes.forEach((/** @type {unknown[]} */ parts, /** @type {number} */ k) => {
        const code = layer.properties.code[k],
          own = this.layers.land.slice(at, at + parts.length);
        found.set(code, [...(found.get(code) || []), ...own]);
        at += parts.length;
      });
      return found;
    }

    /** The outline of a country, which lies exactly on its borders. @param {string} code @param {number} zoom */
    outline(code, zoom) {
      const own = this.codes.get(code);
      if (!own) return null;
      const joined = new Path2D();
      for (const piece of own) joined.addPath(piece.at(geomap.levelOf(zoom)));
      return joined;
    }

    /** @param {CanvasRenderingContext2D} ctx @param {View} view */
    paint(ctx, view) {
      const level = geomap.levelOf(view.zoom);
      for (let turn = Math.floor(view.west / WORLD); turn <= Math.floor(view.east / WORLD); turn++) {
        const shift = turn * WORLD;
        ctx.setTransform(
          view.scale * view.ratio,
          0,
          0,
          view.scale * view.ratio,
          view.x(shift) * view.ratio,
          view.y(0) * view.ratio,
        );
        this.paintWorld(ctx, view, (name) => inView(this.layers[name], view, shift, level));
      }
    }

    /** @param {CanvasRenderingContext2D} ctx @param {View} view @param {(name: string) => Path2D} layer */
    paintWorld(ctx, view, layer) {
      const theme = geomap.theme(),
        px = 1 / view.scale,
        land = layer("land");
      ctx.fillStyle = theme.land;
      ctx.fill(land, "evenodd");
      stroke(ctx, land, theme.coast, 0.9 * px);
      if (view.zoom >= 4) stroke(ctx, layer("rivers"), theme.river, (view.zoom >= 7 ? 1.3 : 0.8) * px);
      const lakes = layer("lakes");
      ctx.fillStyle = theme.water;
      ctx.fill(lakes, "evenodd");
      stroke(ctx, lakes, theme.coast, 0.7 * px);
      stroke(ctx, layer("borders"), theme.border, (view.zoom >= 5 ? 1.2 : 0.8) * px);
      stroke(ctx, layer("disputed"), theme.disputed, 1.3 * px, [4 * px, 3 * px]);
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

  geomap.Ground = Ground;
})(window.geomap);
