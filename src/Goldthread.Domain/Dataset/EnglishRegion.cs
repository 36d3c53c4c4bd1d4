namespace Goldthread.Domain.Dataset;

/// <summary>Which authorities make up a region of England. Known by the three-digit numbers, which stay when codes change.</summary>
/// <remarks>As the Department for Education's tables of children in need have them, with authorities that have ended since 2016.
/// The inner and the outer half of London are no regions: London is.</remarks>
public static class EnglishRegion
{
    private const string InnerLondon = "201 202 204 205 206 207 208 209 210 211 212 213 309 316";
    private const string OuterLondon = "203 301 302 303 304 305 306 307 308 310 311 312 313 314 315 317 318 319 320";

    private static readonly (string Code, HashSet<string> Members)[] parts =
    [
        Part("E12000001", "390 391 392 393 394 805 806 807 808 840 841 929"),
        Part("E12000002", "340 341 342 343 344 350 351 352 353 354 355 356 357 358 359 876 877 888 889 890 895 896 909 942 943"),
        Part("E12000003", "370 371 372 373 380 381 382 383 384 810 811 812 813 815 816"),
        Part("E12000004", "830 831 855 856 857 891 892 925 928 940 941"),
        Part("E12000005", "330 331 332 333 334 335 336 860 861 884 885 893 894 937"),
        Part("E12000006", "821 822 823 873 874 881 882 883 919 926 935"),
        Part("E12000007", InnerLondon + " " + OuterLondon),
        Part("E12000008", "825 826 845 846 850 851 852 867 868 869 870 871 872 886 887 921 931 936 938"),
        Part("E12000009", "420 800 801 802 803 835 836 837 838 839 865 866 878 879 880 908 916 933"),
        Part("E13000001", InnerLondon),
        Part("E13000002", OuterLondon),
    ];

    /// <summary>Code of the region that an authority lies in; null when it is not known.</summary>
    /// <param name="oldCode">Its three-digit number; empty for none.</param>
    public static string? Of(string oldCode) => parts.FirstOrDefault(p => IsRegion(p.Code) && p.Members.Contains(oldCode)).Code;

    /// <summary>Whether a code is that of a region proper, not of a half of London.</summary>
    /// <param name="code">Code of the statistics office.</param>
    public static bool IsRegion(string code) => code.StartsWith("E12", StringComparison.Ordinal);

    /// <summary>Whether an authority counts into the total of a region, or of half of London.</summary>
    /// <param name="code">Of the region, or of the half of London.</param>
    /// <param name="oldCode">The authority's three-digit number.</param>
    /// <returns>Null when it is not known: one of the two is none of England's.</returns>
    public static bool? Holds(string code, string oldCode) =>
        Of(oldCode) is null ? null : parts.FirstOrDefault(p => p.Code == code).Members?.Contains(oldCode);

    private static (string, HashSet<string>) Part(string code, string members) => (code, [.. members.Split(' ')]);
}
