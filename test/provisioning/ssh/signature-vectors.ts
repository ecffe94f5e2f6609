import type { DecisionStatement } from '../../../contracts/approval/decision-statement';

/** What was signed. */
export const STATEMENT: DecisionStatement = {
  workflowId: 'prepare/photos',
  runId: '0199d2f4-5a3e-7c11-9a52-1f0e6b7d8c90',
  planDigest: 'a'.repeat(64),
  decision: 'approve',
  approver: 'li.wei',
  comment: 'checked the plan: 照片 "2024"\n',
  signedAt: '2026-11-24T05:01:22.000Z',
};

/** A public key with its fingerprint, as `ssh-keygen -l` of OpenSSH 9.2 prints it. */
export const KEY = {
  line: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfsWTqoDjszrawBVjUJ67LJNGLTHz3m+Tic9JJMlISj',
  fingerprint: 'SHA256:GWoUHnMP4VLZFwKdoU3fvAjsGXv9OxPePZSKNhTfxeE',
};

/** The public key of a security key; OpenSSH 9.2 accepts the signature below. */
export const SECURITY_KEY = {
  line: 'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIJZEwixyBbZqWLW+HNcWeGImTV32x0B1ks7tP7Q2rlIbAAAABHNzaDo=',
  fingerprint: 'SHA256:/LVCIpFgH5zxD2lNEsoSIqZjEqAix7ZJTsS7lLxMOz8',
};

export const RSA_KEY_LINE =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDm25g3hw3U15Wng6mTLOPZoo8WcooZabCJJPzvxPvuEgrWqUA/quuo4nwOaNiVJt9daP2D/2yuVVevrQYa8Hz2trpTM4CcXpagK3Zfd5lVaFktv4YGMNeCjAJVXW/JEB/SYomDHRmy1b21yUHfYVXQ/8SkecupSDrgPVOMN4WRLGeyorjIkfvKY9FKq9OxKQgwKDPurCTZg4U7sf46Q+BcIjcxK5yY8FKV60znscJUTNFlSjDkDSKBZzNzupSnIka7vOxsuTDnr3kH3mdalqFTGngqhknSBsRhJpbSLEjPrJtHkNtOPy4O3AkP+h5VZZm2CyEYeaXyL2J4OffxzzbF';

/** Created by `ssh-keygen -Y sign` of OpenSSH 9.2 over the statement, with the key above. */
export const ARMORED = `-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgB+xZOqgOOzOtrAFWNQnrssk0Yt
MfPeb5OJz0kkyUhKMAAAAVa3MzLW9zcy1wcmVwLWFwcHJvdmFsAAAAAAAAAAZzaGE1MTIA
AABTAAAAC3NzaC1lZDI1NTE5AAAAQEUGqRlFKu6pxvOtOnBsg64hzpR2mabPYDVOzZutuV
RZxrG6Kp7yAg3t6GGOG6ynkeGdcSMDyW5ObD9k78QhJAU=
-----END SSH SIGNATURE-----
`;

/** Bodies of such signatures, without their armor. */
export const SIGNATURES = {
  sha512:
    'U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgB+xZOqgOOzOtrAFWNQnrssk0YtMfPeb5OJz0kkyUhKMAAAAVa3MzLW9zcy1wcmVwLWFwcHJvdmFsAAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5AAAAQEUGqRlFKu6pxvOtOnBsg64hzpR2mabPYDVOzZutuVRZxrG6Kp7yAg3t6GGOG6ynkeGdcSMDyW5ObD9k78QhJAU=',
  /** With -O hashalg=sha256. */
  sha256:
    'U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgB+xZOqgOOzOtrAFWNQnrssk0YtMfPeb5OJz0kkyUhKMAAAAVa3MzLW9zcy1wcmVwLWFwcHJvdmFsAAAAAAAAAAZzaGEyNTYAAABTAAAAC3NzaC1lZDI1NTE5AAAAQMjGVVAKF2Uf6pIf2zHXEMwt/jLN/fssoIzqKhYcoEoEFDEKSJ3E7u+dOpS+0f50fAob7VpTCFjPxretfr5QDwU=',
  /** With -n file. */
  otherNamespace:
    'U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgB+xZOqgOOzOtrAFWNQnrssk0YtMfPeb5OJz0kkyUhKMAAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUxOQAAAEBlgJModSBVKnnFEGyXV4sS8OBn/zjSv0N5nOPknPWb75HXX4T8AXIjAysHyeBRHXEuD9lpMscfdQ8LE1xzdmUA',
  /** With an RSA key. */
  rsa: 'U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBAObbmDeHDdTXlaeDqZMs49mijxZyihlpsIkk/O/E++4SCtapQD+q66jifA5o2JUm311o/YP/bK5VV6+tBhrwfPa2ulMzgJxelqArdl93mVVoWS2/hgYw14KMAlVdb8kQH9JiiYMdGbLVvbXJQd9hVdD/xKR5y6lIOuA9U4w3hZEsZ7KiuMiR+8pj0Uqr07EpCDAoM+6sJNmDhTux/jpD4FwiNzErnJjwUpXrTOexwlRM0WVKMOQNIoFnM3O6lKciRru87Gy5MOeveQfeZ1qWoVMaeCqGSdIGxGEmltIsSM+sm0eQ204/Lg7cCQ/6HlVlmbYLIRh5pfIvYng59/HPNsUAAAAVa3MzLW9zcy1wcmVwLWFwcHJvdmFsAAAAAAAAAAZzaGE1MTIAAAEUAAAADHJzYS1zaGEyLTUxMgAAAQB7FZc13MZeGzBmw4bgKpcu4kbQVsqGWWWJIuXTFHVI8rX7WU/uh8RdlJlJOsiVSJDFbdWIeJqiZXGKIAO7s1eSx6IjlFl/4xH9eRREcWY+JA6wWuhwdHrdAA0d4mtY4FZBpbdgK1gZm4CBbgsnE4T8dyge3sqIm/On3fQN8V7rhs0z6Ehx3PCDX8Bnck99Ht2q2wllkgo2f368oyMMpAvtT/LRAuLfeB1AFahUTwYuhv00eNZ+3bAUjQVPXCKuDhDPhnjfklcHCSWuWBD7j7nWeavHlS/nSK34yGZJaEVOSsus9vAx3HMr2+vfRLxYN2Y9C0WS17wSK74FrSWQ3g8s',
  securityKey:
    'U1NIU0lHAAAAAQAAAEoAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAAAglkTCLHIFtmpYtb4c1xZ4YiZNXfbHQHWSzu0/tDauUhsAAAAEc3NoOgAAABVrczMtb3NzLXByZXAtYXBwcm92YWwAAAAAAAAABnNoYTUxMgAAAGcAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAABAfvyZmp6gVLtgNkStR/2nKSpBFtwortW0NLuWK4IO4MwNWqtlhFSxG1cNuYOoxX/wL+jPiBB7LxtP+btTIGJJCwEAAAAH',
  /** By the same security key, without a touch. */
  untouchedSecurityKey:
    'U1NIU0lHAAAAAQAAAEoAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAAAglkTCLHIFtmpYtb4c1xZ4YiZNXfbHQHWSzu0/tDauUhsAAAAEc3NoOgAAABVrczMtb3NzLXByZXAtYXBwcm92YWwAAAAAAAAABnNoYTUxMgAAAGcAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAABAUi+X7gNChE9xI5dtzVb9tX2UduTL1G+/bd75gdebv0cjAAiFPItZgm8tcBn4kn76ujaHQbm6OpAcMBtxt8+EDQAAAAAH',
};
