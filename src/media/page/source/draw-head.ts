/**
 * A drawn person in front of a wall who sways, blinks and talks. In: a look, a moment and a size. Out: pixels on a canvas.
 * Everything moves as far and as fast as people do in calls, since that is what an encoder is paid for.
 */

export interface Look {
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly wall: number;
  readonly longHair: boolean;
  readonly glasses: boolean;
  /** 0–1: where in their movements this person begins. */
  readonly phase: number;
  readonly initials: string;
}

const skins = ['#f3d3b8', '#e8b994', '#d39b70', '#a86f48', '#7a4a2e', '#f0c9a4'];
const hairs = ['#1f1a17', '#3b2a20', '#6b4a2d', '#a9763f', '#2b2b33', '#8a8a8e'];
const shirts = ['#2f6f8f', '#8f3f4f', '#3f7f5f', '#6a5aa0', '#b0702c', '#34435e'];

export function lookOf(random: () => number, initials: string): Look {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '#888888';
  return {
    skin: pick(skins),
    hair: pick(hairs),
    shirt: pick(shirts),
    wall: Math.floor(random() * 360),
    longHair: random() < 0.5,
    glasses: random() < 0.35,
    phase: random(),
    initials,
  };
}

type Context = OffscreenCanvasRenderingContext2D;

export function drawHead(
  context: Context,
  { look, seconds, width, height }: { look: Look; seconds: number; width: number; height: number },
): void {
  const pose = poseAt(seconds + look.phase * 20);
  context.setTransform(1, 0, 0, 1, 0, 0);
  drawRoom(context, { look, width, height });

  // From here on the unit is the frame's shorter side, and 0,0 the middle of the face.
  const unit = Math.min(width * 0.9, height);
  context.setTransform(unit, 0, 0, unit, width / 2 + pose.x * unit * 0.5, height - unit * 0.53);
  if (look.longHair) {
    context.save();
    followHead(context, pose);
    fillPath(context, shade(look.hair, -8), longHairPath());
    context.restore();
  }
  drawShoulders(context, look);
  followHead(context, pose);
  drawFace(context, look, pose);
  drawHair(context, look);
  if (look.glasses) drawGlasses(context);

  context.setTransform(1, 0, 0, 1, 0, 0);
  drawBadge(context, { initials: look.initials, unit, height });
}

function followHead(context: Context, pose: Pose): void {
  context.translate(pose.x * 0.5, pose.y);
  context.rotate(pose.tilt);
}

interface Pose {
  /** Shares of the unit. */
  readonly x: number;
  readonly y: number;
  /** Radians. */
  readonly tilt: number;
  /** 0 shut – 1 wide open. */
  readonly mouth: number;
  readonly eyes: number;
}

function poseAt(seconds: number): Pose {
  const wave = (hertz: number): number => Math.sin(2 * Math.PI * hertz * seconds);
  const talking = wave(0.31) > -0.6;
  return {
    x: 0.035 * wave(0.23) + 0.012 * wave(0.71),
    y: 0.012 * wave(0.47) + 0.006 * wave(1.3),
    tilt: 0.05 * wave(0.19) + 0.02 * wave(0.83),
    mouth: talking ? 0.15 + 0.85 * Math.abs(wave(2.2) * wave(0.9)) : 0.05,
    eyes: seconds % 2.7 < 0.14 ? 0.08 : 1,
  };
}

function drawRoom(context: Context, { look, width, height }: { look: Look; width: number; height: number }): void {
  const wall = context.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, `hsl(${look.wall} 25% 82%)`);
  wall.addColorStop(1, `hsl(${look.wall} 22% 58%)`);
  context.fillStyle = wall;
  context.fillRect(0, 0, width, height);

  // A shelf with books: edges and detail that an encoder cannot skip.
  const [left, top] = [width * 0.04, height * 0.3];
  context.fillStyle = 'rgb(70 50 35 / 75%)';
  context.fillRect(left, top, width * 0.24, height * 0.02);
  for (let book = 0; book < 8; book += 1) {
    const tall = height * (0.12 + 0.05 * ((book * 7 + look.wall) % 5) * 0.3);
    context.fillStyle = `hsl(${(look.wall + book * 67) % 360} 35% ${38 + ((book * 13) % 25)}%)`;
    context.fillRect(left + width * (0.01 + book * 0.027), top - tall, width * 0.022, tall);
  }

  const window = context.createLinearGradient(0, height * 0.08, 0, height * 0.5);
  window.addColorStop(0, '#dceefa');
  window.addColorStop(1, '#a9cde6');
  context.fillStyle = '#f4f1ea';
  context.fillRect(width * 0.76, height * 0.06, width * 0.2, height * 0.44);
  context.fillStyle = window;
  context.fillRect(width * 0.775, height * 0.085, width * 0.08, height * 0.39);
  context.fillRect(width * 0.865, height * 0.085, width * 0.08, height * 0.39);
}

function drawShoulders(context: Context, look: Look): void {
  fillPath(context, look.shirt, shouldersPath());
  fillPath(context, shade(look.skin, -12), roundRect(-0.075, 0.1, 0.15, 0.22, 0.06));
  fillPath(context, shade(look.shirt, 18), collarPath());
}

function drawFace(context: Context, look: Look, pose: Pose): void {
  fillPath(context, shade(look.skin, -10), ellipse(-0.192, 0.01, 0.03, 0.045));
  fillPath(context, shade(look.skin, -10), ellipse(0.192, 0.01, 0.03, 0.045));
  const skin = context.createRadialGradient(-0.05, -0.06, 0.02, 0, 0, 0.3);
  skin.addColorStop(0, shade(look.skin, 8));
  skin.addColorStop(1, shade(look.skin, -14));
  fillPath(context, skin, ellipse(0, 0, 0.19, 0.245));
  fillPath(context, 'rgb(225 110 100 / 22%)', ellipse(-0.105, 0.075, 0.042, 0.026));
  fillPath(context, 'rgb(225 110 100 / 22%)', ellipse(0.105, 0.075, 0.042, 0.026));

  for (const side of [-1, 1]) {
    const x = side * 0.078;
    fillPath(context, '#ffffff', ellipse(x, -0.02, 0.033, 0.0195 * pose.eyes));
    if (pose.eyes > 0.5) {
      fillPath(context, '#4a3323', ellipse(x, -0.02, 0.0175, 0.0175));
      fillPath(context, '#140d08', ellipse(x, -0.02, 0.0085, 0.0085));
      fillPath(context, '#ffffff', ellipse(x + 0.006, -0.025, 0.004, 0.004));
    }
    const brow = new Path2D();
    brow.moveTo(x - 0.042, -0.066 - side * 0.003);
    brow.quadraticCurveTo(x, -0.088, x + 0.042, -0.066 + side * 0.003);
    strokePath(context, { color: look.hair, width: 0.013, path: brow });
  }

  const nose = new Path2D();
  nose.moveTo(0.004, -0.01);
  nose.quadraticCurveTo(0.03, 0.05, 0.018, 0.06);
  nose.quadraticCurveTo(0, 0.068, -0.016, 0.06);
  strokePath(context, { color: shade(look.skin, -30), width: 0.008, path: nose });
  drawMouth(context, pose.mouth);
}

/** A smile whose lower lip drops as it opens. */
function drawMouth(context: Context, open: number): void {
  const [half, corner, drop] = [0.068 - 0.014 * open, 0.112, 0.02 + 0.07 * open];
  const mouth = new Path2D();
  mouth.moveTo(-half, corner);
  mouth.quadraticCurveTo(0, corner + 0.014, half, corner);
  mouth.quadraticCurveTo(0, corner + 2 * drop, -half, corner);
  fillPath(context, '#7d2a2f', mouth);
  context.save();
  context.clip(mouth);
  fillPath(context, '#fbf6f0', roundRect(-half, corner - 0.01, 2 * half, 0.026, 0.01));
  fillPath(context, '#d2696b', ellipse(0, corner + drop * 1.15, half * 0.6, drop * 0.5));
  context.restore();
  strokePath(context, { color: '#a8494a', width: 0.009, path: mouth });
}

function drawHair(context: Context, look: Look): void {
  const hair = new Path2D();
  hair.moveTo(-0.205, 0.0);
  hair.bezierCurveTo(-0.24, -0.33, 0.24, -0.33, 0.205, 0.0);
  hair.bezierCurveTo(0.172, -0.07, 0.16, -0.13, 0.1, -0.145);
  hair.bezierCurveTo(0.02, -0.125, -0.06, -0.125, -0.12, -0.155);
  hair.bezierCurveTo(-0.165, -0.12, -0.172, -0.07, -0.205, 0.0);
  fillPath(context, look.hair, hair);
  const shine = new Path2D();
  shine.moveTo(-0.12, -0.2);
  shine.quadraticCurveTo(-0.02, -0.245, 0.08, -0.215);
  strokePath(context, { color: shade(look.hair, 22), width: 0.012, path: shine });
}

function drawGlasses(context: Context): void {
  for (const x of [-0.078, 0.078]) {
    strokePath(context, { color: '#2a2a30', width: 0.009, path: roundRect(x - 0.054, -0.058, 0.108, 0.078, 0.03) });
  }
  const bridge = new Path2D();
  bridge.moveTo(-0.024, -0.024);
  bridge.quadraticCurveTo(0, -0.036, 0.024, -0.024);
  strokePath(context, { color: '#2a2a30', width: 0.009, path: bridge });
}

function drawBadge(
  context: Context,
  { initials, unit, height }: { initials: string; unit: number; height: number },
): void {
  const size = unit * 0.13;
  context.font = `600 ${size * 0.62}px sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const [x, y, padding] = [unit * 0.04, height - unit * 0.04 - size, size * 0.3];
  fillPath(
    context,
    'rgb(20 24 32 / 70%)',
    roundRect(x, y, context.measureText(initials).width + 2 * padding, size, size * 0.25),
  );
  context.fillStyle = '#ffffff';
  context.fillText(initials, x + padding, y + size * 0.53);
}

function shouldersPath(): Path2D {
  const path = new Path2D();
  path.moveTo(-0.46, 0.62);
  path.bezierCurveTo(-0.44, 0.34, -0.24, 0.3, -0.1, 0.25);
  path.lineTo(0.1, 0.25);
  path.bezierCurveTo(0.24, 0.3, 0.44, 0.34, 0.46, 0.62);
  path.closePath();
  return path;
}

function collarPath(): Path2D {
  const path = new Path2D();
  path.moveTo(-0.1, 0.245);
  path.quadraticCurveTo(0, 0.37, 0.1, 0.245);
  path.lineTo(0.13, 0.265);
  path.quadraticCurveTo(0, 0.43, -0.13, 0.265);
  path.closePath();
  return path;
}

function longHairPath(): Path2D {
  const path = new Path2D();
  path.moveTo(-0.215, -0.05);
  path.bezierCurveTo(-0.26, 0.15, -0.27, 0.27, -0.2, 0.33);
  path.lineTo(0.2, 0.33);
  path.bezierCurveTo(0.27, 0.27, 0.26, 0.15, 0.215, -0.05);
  path.closePath();
  return path;
}

function ellipse(x: number, y: number, radiusX: number, radiusY: number): Path2D {
  const path = new Path2D();
  path.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
  return path;
}

function roundRect(x: number, y: number, width: number, height: number, radius: number): Path2D {
  const path = new Path2D();
  path.roundRect(x, y, width, height, radius);
  return path;
}

function fillPath(context: Context, color: string | CanvasGradient, path: Path2D): void {
  context.fillStyle = color;
  context.fill(path);
}

function strokePath(context: Context, { color, width, path }: { color: string; width: number; path: Path2D }): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(path);
}

/** Lighter or darker by that many steps of 255. */
function shade(hex: string, steps: number): string {
  const channel = (at: number): number => Math.min(255, Math.max(0, parseInt(hex.slice(at, at + 2), 16) + steps));
  return `rgb(${channel(1)} ${channel(3)} ${channel(5)})`;
}
