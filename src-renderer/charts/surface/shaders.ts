/*
 * Shading of the surface in GLSL 3. Colours are those of the map's levels, as they are (sRGB), only darkened and lightened
 * by one lamp above the viewer's left shoulder, so that the colour bar stays true. Contour lines are one pixel wide at any
 * distance, by the derivative of the level on the screen.
 */

export const VERTEX_SHADER = `
in float level;
out float vLevel;
out vec3 vNormal;
out vec3 vWorld;
void main() {
  vLevel = level;
  vNormal = normal;
  vWorld = position;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
}
`;

export const FRAGMENT_SHADER = `
uniform sampler2D colours;
uniform int levelCount;
uniform bool showContours;
uniform vec3 lamp;
in float vLevel;
in vec3 vNormal;
in vec3 vWorld;
out vec4 outColour;

vec3 colourOf(int level) {
  return texelFetch(colours, ivec2(clamp(level, 0, levelCount - 1), 0), 0).rgb;
}

void main() {
  vec3 base;
  if (showContours) {
    base = colourOf(int(floor(vLevel)));
  } else {
    float place = vLevel - 0.5;
    base = mix(colourOf(int(floor(place))), colourOf(int(floor(place)) + 1), fract(place));
  }
  vec3 toEye = normalize(cameraPosition - vWorld);
  vec3 facing = normalize(dot(vNormal, toEye) < 0.0 ? -vNormal : vNormal);
  vec3 toLamp = normalize(lamp);
  float diffuse = max(dot(facing, toLamp), 0.0);
  float shine = pow(max(dot(facing, normalize(toLamp + toEye)), 0.0), 40.0);
  vec3 shaded = base * (0.76 + 0.30 * diffuse) + vec3(0.10 * shine);
  if (showContours) {
    float width = max(fwidth(vLevel), 1e-6);
    float nearest = round(vLevel);
    float apart = abs(vLevel - nearest) / width;
    float line = nearest > 0.5 && nearest < float(levelCount) - 0.5 ? 1.0 - smoothstep(0.35, 1.1, apart) : 0.0;
    // Where levels crowd closer than two pixels their lines would merge into one dark field.
    shaded = mix(shaded, shaded * 0.45, line * 0.75 * clamp(0.9 / width - 0.6, 0.0, 1.0));
  }
  outColour = vec4(min(shaded, vec3(1.0)), 1.0);
}
`;
