// @ts-check
// The glyphs of the event groups, drawn alike on canvas and in SVG: colour and shape name the group, fill the status.
(function (geomap) {
  "use strict";

  /** @param {number} corners @param {number} radius @param {number} turn Degrees; 0 is up. */
  function polygon(corners, radius, turn) {
    return star(corners, radius, radius, turn, 1);
  }

  /** @param {number} points @param {number} outer @param {number} inner @param {number} turn @param {number} [step] */
  function star(points, outer, inner, turn, step) {
    const all = points * (step === 1 ? 1 : 2);
    let path = "";
    for (let k = 0; k < all; k++) {
      const angle = ((turn - 90 + (360 * k) / all) * Math.PI) / 180;
      const radius = step === 1 || k % 2 === 0 ? outer : inner;
      path += `${k ? "L" : "M"}${(radius * Math.cos(angle)).toFixed(3)} ${(radius * Math.sin(angle)).toFixed(3)}`;
    }
    return `${path}Z`;
  }

  // Unit glyphs of about equal weight.
  /** @type {Record<string, string>} */
  const PATHS = {
    circle: "M0.94 0A0.94 0.94 0 1 1 -0.94 0A0.94 0.94 0 1 1 0.94 0Z",
    square: "M-0.82 -0.82H0.82V0.82H-0.82Z",
    diamond: polygon(4, 1.16, 0),
    triangle: "M0 -1.05L1.1 0.85H-1.1Z",
    pentagon: polygon(5, 1.06, 0),
    hexagon: polygon(6, 1.02, 90),
    star: star(8, 1.18, 0.66, 0),
    drop: "M0 -1.2C0.3 -0.62 0.86 -0.14 0.86 0.32A0.86 0.8 0 1 1 -0.86 0.32C-0.86 -0.14 -0.3 -0.62 0 -1.2Z",
  };
  const PATHS_2D = Object.fromEntries(Object.entries(PATHS).map(([name, d]) => [name, new Path2D(d)]));

  /** How a status is drawn. @param {string} status */
  function look(status) {
    return {
      hollow: status === "planned" || status === "hypothetical",
      dashed: status === "hypothetical",
      struck: status === "cancelled" || status === "denied",
      ring: status === "ongoing" || status === "recurring",
    };
  }

  /**
   * Draw a glyph on a canvas.
   * @param {CanvasRenderingContext2D} ctx @param {Group} group @param {string} status
   * @param {number} x @param {number} y @param {number} r @param {Theme} theme
   */
  function draw(ctx, group, status, x, y, r, theme) {
    const how = look(status);
    const color = geomap.groupColor(group, theme);
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(r, r);
    const path = PATHS_2D[group.shape];
    ctx.lineJoin = "round";
    ctx.lineWidth = 4.4 / r;
    ctx.strokeStyle = theme.paper;
    ctx.stroke(path);
    if (how.ring) ring(ctx, r, color, theme);
    ctx.fillStyle = how.hollow ? theme.paper : color;
    ctx.fill(path);
    ctx.lineWidth = (how.hollow ? 2.4 : 1) / r;
    if (how.dashed) ctx.setLineDash([2.6 / r, 2 / r]);
    ctx.strokeStyle = how.hollow ? (theme.dark ? color : group.key === "protest" ? "#8a7f00" : color) : theme.edge;
    ctx.stroke(path);
    ctx.setLineDash([]);
    if (how.struck) strike(ctx, r, theme);
    ctx.restore();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number} r @param {string} color @param {Theme} theme */
  function ring(ctx, r, color, theme) {
    ctx.beginPath();
    ctx.arc(0, 0, 1.48, 0, 2 * Math.PI);
    ctx.lineWidth = 3.4 / r;
    ctx.strokeStyle = theme.paper;
    ctx.stroke();
    ctx.lineWidth = 1.6 / r;
    ctx.strokeStyle = color;
    ctx.stroke();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number} r @param {Theme} theme */
  function strike(ctx, r, theme) {
    for (const [width, color] of [
      [5 / r, theme.paper],
      [2.2 / r, theme.ink],
    ]) {
      ctx.lineWidth = /** @type {number} */ (width);
      ctx.strokeStyle = /** @type {string} */ (color);
      ctx.beginPath();
      ctx.moveTo(-1.35, 1.35);
      ctx.lineTo(1.35, -1.35);
      ctx.stroke();
    }
  }

  const SVG = "http://www.w3.org/2000/svg";

  /** @param {string} tag @param {Record<string, string>} attributes */
  function svgNode(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  }

  /** A glyph as an SVG element for lists and legends; colours come from the style sheet. @param {Group} group @param {string} status */
  function svg(group, status) {
    const how = look(status);
    const root = svgNode("svg", {
      viewBox: "-1.6 -1.6 3.2 3.2",
      width: "18",
      height: "18",
      "aria-hidden": "true",
      class: `gm-glyph gm-g-${group.key}`,
    });
    if (how.ring) root.append(svgNode("circle", { r: "1.48", class: "gm-glyph-ring" }));
    root.append(
      svgNode("path", {
        d: PATHS[group.shape],
        class: how.hollow ? (how.dashed ? "gm-glyph-dashed" : "gm-glyph-hollow") : "gm-glyph-solid",
      }),
    );
    if (how.struck) {
      root.append(
        svgNode("path", { d: "M-1.3 1.3L1.3 -1.3", class: "gm-glyph-under" }),
        svgNode("path", { d: "M-1.3 1.3L1.3 -1.3", class: "gm-glyph-strike" }),
      );
    }
    return root;
  }

  /** @param {Group} group @param {Theme} theme */
  geomap.groupColor = (group, theme) => (theme.dark ? group.dark : group.color);
  geomap.glyphs = { draw, look, svg };
})(window.geomap);
