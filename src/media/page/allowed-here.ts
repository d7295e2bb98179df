/** Whether this frame may use the device: an iframe needs `allow=camera`. */
export function allowedHere(feature: 'camera' | 'microphone'): boolean {
  const policy = (document as { featurePolicy?: { allowsFeature(feature: string): boolean } }).featurePolicy;
  return policy?.allowsFeature(feature) ?? true;
}
