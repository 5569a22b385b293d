// @ts-check
// Names of countries and cities, the most important first; none stands on another or on an event.
(function (geomap) {
  "use strict";

  const WORLD = 256;

  /** @typedef {{country: boolean, name: string, text: string, rank: number, capital: boolean, wx: number, wy: number}} Label */

  /** @param {any} ground @returns {Label[]} */
  function labels(ground) {
    /** @type {Label[]} */
    const found = [];
    const unit = WORLD / ground.units;
    for (const kind of ["labels", "cities"]) {
      const layer = ground.layers[kind],
        country = kind === "labels";
      if (!layer) continue;
      const told = layer.properties;
      layer.shapes.forEach((/** @type {number[][][]} */ parts, /** @type {number} */ k) => {
        const [x, y] = parts[0][0],
          name = String(told.name[k] || "");
        if (name)
          found.push({
            country,
            name,
            text: country ? name.toUpperCase() : name,
            rank: told.rank ? told.rank[k] : 4,
            capital: !!(told.capital && told.capital[k]),
            wx: x * unit,
            wy: y * unit,
          });
      });
    }
    return found.sort((a, b) => Number(b.country) - Number(a.country) || a.rank - b.rank);
  }

  class Labels {
    /** @param {any} ground */
    constructor(ground) {
      this.all = labels(ground);
      /** @type {Map<string, number>} Widths of names by font. */
      this.widths = new Map();
    }

    /** @param {CanvasRenderingContext2D} ctx @param {View} view @param {number[][]} taken Boxes to keep clear of. */
    paint(ctx, view, taken) {
      const theme = geomap.theme(),
        held = [...taken];
      const turn = WORLD * Math.floor((view.west + view.east) / 2 / WORLD);
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      ctx.lineWidth = 3;
      ctx.strokeStyle = theme.halo;
      for (const label of this.all) {
        if (label.rank > view.zoom || (label.country && view.zoom > 8)) continue;
        const wx = label.wx + turn,
          x = view.x(wx < view.west ? wx + WORLD : wx > view.east ? wx - WORLD : wx),
          y = view.y(label.wy);
        if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
        this.paintOne(ctx, label, x, y, held, theme, view.zoom);
      }
      ctx.letterSpacing = "0px";
    }

    /** @param {CanvasRenderingContext2D} ctx @param {string} text */
    width(ctx, text) {
      const key = `${ctx.font}|${text}`,
        known = this.widths.get(key);
      if (known !== undefined) return known;
      const width = ctx.measureText(text).width;
      this.widths.set(key, width);
      return width;
    }

    /** @param {CanvasRenderingContext2D} ctx @param {Label} label @param {number} x @param {number} y @param {number[][]} held @param {Theme} theme @param {number} zoom */
    paintOne(ctx, label, x, y, held, theme, zoom) {
      ctx.font = label.country
        ? `500 ${zoom < 5 ? 10.5 : 12}px system-ui, sans-serif`
        : `${label.capital ? "600 " : ""}${label.rank <= 4 && zoom >= 6 ? 12.5 : 11.5}px system-ui, sans-serif`;
      ctx.letterSpacing = label.country ? "1.2px" : "0px";
      const width = this.width(ctx, label.text);
      // A city's name goes right of its dot, or left of it where something stands in the way; a country's may move a little.
      const places = label.country
        ? [
            [x - width / 2, y],
            [x - width / 2, y + 22],
            [x - width / 2, y - 22],
          ]
        : [
            [x + 6, y],
            [x - 6 - width, y],
          ];
      for (const [left, top] of places) {
        const box = label.country
          ? [left - 8, top - 9, left + width + 8, top + 9]
          : [Math.min(left, x) - 4, top - 8, Math.max(left + width, x) + 4, top + 8];
        if (held.some((other) => geomap.overlap(box, other))) continue;
        held.push(box);
        ctx.fillStyle = label.country ? theme.country : theme.label;
        if (!label.country) {
          ctx.beginPath();
          ctx.arc(x, y, label.capital ? 2.4 : 1.7, 0, 2 * Math.PI);
          ctx.fill();
        }
        ctx.strokeText(label.text, left, top);
        ctx.fillText(label.text, left, top);
        return;
      }
    }
  }

  geomap.Labels = Labels;
})(window.geomap);
