/** The variants where KS3's behaviour is unknown or differs between installations. */
export interface Ks3Switches {
  /** Whether a V4 scope of another region is refused. Unknown of KS3. Default true. */
  enforceRegion: boolean;
  /** `refuse`: 403 SecondLevelDomainForbidden, as public KS3 does; loopback clients need `accept`, the default. */
  pathStyle: 'accept' | 'refuse';
  /** How `encoding-type=url` writes a space. Default `plus`, as Kingsoft's Go SDKs decode it. */
  spaceEncoding: 'plus' | 'percent';
  /** Name of the element that confirms `encoding-type=url`; Kingsoft's Java SDK reads the two names below. */
  v1EncodingElement: 'Encoding-Type' | 'EncodingType';
  v2EncodingElement: 'Encoding-Type' | 'EncodingType';
  /** Largest page of ListObjectsV2 with a delimiter (V1: documented as 100). Default 100. */
  v2DelimiterCap: 100 | 1000;
  /** Whether listings carry ETags. Default true. */
  listEtags: boolean;
  /** Whether HeadObject answers with the CRC-64 of small objects. Unknown of KS3 for signatures of S3. Default false. */
  headCrc64: boolean;
  /** Zone in which listings of multipart uploads write times. Default `utc`. */
  uploadTimes: 'utc' | 'plus8';
  /**
   * Whether GetBucketLocation's answer names S3's XML namespace, as documented (endocs.ksyun.com 27948). Without
   * it the AWS SDK for JavaScript reads no location. Default true.
   */
  locationNamespace: boolean;
  /** Body of a 307 to the bucket's own endpoint. Default `xml`. */
  redirectBody: 'xml' | 'empty';
}

export const defaultSwitches: Ks3Switches = {
  enforceRegion: true,
  pathStyle: 'accept',
  spaceEncoding: 'plus',
  v1EncodingElement: 'Encoding-Type',
  v2EncodingElement: 'EncodingType',
  v2DelimiterCap: 100,
  listEtags: true,
  headCrc64: false,
  uploadTimes: 'utc',
  locationNamespace: true,
  redirectBody: 'xml',
};
