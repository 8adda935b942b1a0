export const commandsPeers = {
  'broker.acceptBrokerDescription':
    'Take on the known faults of an old nats-server: two administrators sign.',
  'broker.acceptBrokerVersionArgument':
    'exactly as `liaise doctor` shows it; not needed with --cosign, --submit',
  'broker.help': `It holds for this version alone. Without it no link to a real State works over a nats-server below 2.12.12 or 2.14.3;
codes that no country has, such as XA, are exempt: they are for tests and trials.`,
  'broker.nameVersionExample': 'name the version, for example 2.10.27',

  'peersCeremony.inviteDescription':
    'Write the file that invites a neighbour; the gateway must run.',
  'peersCeremony.inviteDirOption': 'folder of the installation',
  'peersCeremony.inviteOutOption': 'new file; it holds nothing secret',
  'peersCeremony.inviteAddressOption': 'where the neighbour reaches our border',
  'peersCeremony.inviteConnectOption': 'we connect to the neighbour; otherwise it connects to us',
  'peersCeremony.invitationLink': '{out}: invitation of {state}, link {linkId}',
  'peersCeremony.acceptDescription':
    'Answer an invitation with a file of our own; the gateway must run.',
  'peersCeremony.acceptDirOption': 'folder of the installation',
  'peersCeremony.acceptOutOption': 'new file; it holds nothing secret',
  'peersCeremony.acceptAddressOption':
    'where the neighbour reaches our border, when it connects to us',
  'peersCeremony.acceptanceLink': '{out}: acceptance for {state}, link {linkId}',
  'peersCeremony.confirmDescription':
    'Compare twelve words and sign: two administrators, then anybody submits.',
  'peersCeremony.confirmDirOption':
    'an installation of this machine: for its State, by its gateway; with --submit its border learns of the link',
  'peersCeremony.confirmHeardOption':
    'all twelve words as the neighbour has read them; without it three are asked for',
  'peersCeremony.help': `Call the neighbour by a number that you know. Three of the words are not shown here: type them as the neighbour reads them. Each side
misses other words than the other. A script gives all twelve as they were heard: --heard "word word ...", with --yes.`,
  'peersCeremony.nameBothFilesInvitation': 'name both files: the invitation and the acceptance',
  'peersCeremony.ownInvitation':
    '{file}: an invitation of {state}, and --dir is {state} too: the neighbour accepts it',
  'peersCeremony.oneEntry': 'one file of --cosign at a time: it belongs to these two files',
  'peersCeremony.link': 'Link: {met}',
  'peersCeremony.notAboutTwoFiles': '{file}: not about the two files that were compared',

  'peersLimits.limitsDescription':
    'Say how long answers between this State and a neighbour may take.',
  'peersLimits.limitsStateArgument': 'the neighbour; not needed with --cosign and --submit',
  'peersLimits.limitsUrgentOption': 'urgent, and at hand',
  'peersLimits.limitsUrgentIndirectOption': 'urgent, and only to be had from others',
  'peersLimits.limitsOtherOption': 'not urgent',
  'peersLimits.limitsStandardOption':
    'those of Directive (EU) 2023/977 art. 5 again: 8, 72 and 168',
  'peersLimits.limitsFromOption': 'default: in 24 hours',
  'peersLimits.help': `Two registrars of every authority sign it: it binds all of them. It holds once both States say the same, of requests composed
from then on; as long as they differ the standard limits hold. Requests that have been sent keep theirs. 1 to 720 hours;
what is more urgent has no longer limit. A beginning 24 hours ahead lets every gateway hear of it first; until
then it sends, and takes, what held before. What both say: \`liaise peer list\`. A risk to life keeps its own: fifteen minutes
until it is in hand, and the standard limits.`,
  'peersLimits.standardHoursYourOwn': '--standard, or hours of your own',
  'peersLimits.urgentUrgentIndirectOther': '--urgent, --urgent-indirect and --other, or --standard',
  'peersLimits.whatMoreUrgentNo': 'what is more urgent has no longer limit',
  'peersLimits.nameStateAgree': 'name the State with which to agree',

  'peer.peerDescription': 'Neighbours: invite one, confirm it, see them, close a link.',
  'peer.listDescription': 'Confirmed neighbours.',
  'peer.removeDescription': 'Close the link to a neighbour: one administrator is enough.',
  'peer.removeStateArgument': 'whose link; not needed with --submit',
  'peer.removeDirOption':
    'with --submit: hand it to the gateway of this installation, and take the link from its border',
  'peer.borderStillKnowsLink': 'The border still knows the link; on its machine add --dir',
  'peer.thereWasNone': 'there was none',
  'peer.linkRemoved': 'Link removed: {link}',
  'peer.nameStateWhoseLink': 'name the State whose link to close',
  'peer.noNeighbour': '{peer} is no neighbour',
  'peer.noneYet': 'none yet',
  'peer.version': 'version {version}',
  'peer.linkOurEnd': 'link {linkId}, our end {end}',
  'peer.noNeighbourConfirmed': 'No neighbour is confirmed.',
} as const;
