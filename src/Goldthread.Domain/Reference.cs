using System.Security.Cryptography;

namespace Goldthread.Domain;

/// <summary>Short random codes that people speak, such as "F-7K3Q". Never counters: gaps would betray hidden
/// records (decided 9).</summary>
public static class Reference
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"; // without 0 O 1 I L U, which are misheard or misread

    /// <summary>A new code with this first letter: five signs, 24 million codes; a unique index refuses the rare twin.</summary>
    public static string New(char kind) => $"{kind}-{RandomNumberGenerator.GetString(Letters, 5)}";
}
