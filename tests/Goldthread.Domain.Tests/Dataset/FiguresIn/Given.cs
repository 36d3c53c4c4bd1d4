using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;

namespace Goldthread.Domain.Tests.Dataset.FiguresIn;

/// <summary>Some places as the register has them.</summary>
internal static class Given
{
    public static readonly KnownPlace[] Places =
    [
        new(PublishedLevel.National, "E92000001", "970", "England", [], [], null, []),
        new(PublishedLevel.Regional, "E12000007", "986", "London", [], [], null, []),
        new(PublishedLevel.Regional, "E13000002", "988", "Outer London", [], ["London (Outer)"], null, []),
        new(PublishedLevel.LocalAuthority, "E09000008", "306", "Croydon", [], [], null, []),
        new(PublishedLevel.LocalAuthority, "E09000010", "308", "Enfield", [], [], null, []),
        new(PublishedLevel.LocalAuthority, "E06000055", "822", "Bedford", [], ["Bedford Borough"], null, []),
        new(PublishedLevel.LocalAuthority, "E08000013", "342", "St. Helens", [], [], null, []),
        new(PublishedLevel.LocalAuthority, "E06000066", "933", "Somerset", ["E10000027"], [], null, []),
        new(PublishedLevel.LocalAuthority, "E10000009", "835", "Dorset", [], ["Dorset (Pre LG)"], new(2019, 3, 31), ["838", "839"]),
        new(PublishedLevel.LocalAuthority, "E06000059", "838", "Dorset", [], [], null, []),
    ];
}
