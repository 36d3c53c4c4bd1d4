namespace Goldthread.Domain.Library;

/// <summary>How soon what lies on a shelf is to be looked at again.</summary>
public enum ReviewDue
{
    /// <summary>Its day is past.</summary>
    Lapsed,
    /// <summary>Its day is past, or not further away than <see cref="ReviewRules.Soon"/>.</summary>
    Soon,
}

/// <summary>Until when evidence may be rested on, and who says so anew (F3).</summary>
public static class ReviewRules
{
    /// <summary>Days ahead for which a shelf lists what is to be reviewed.</summary>
    public const int Soon = 30;

    /// <summary>Longest time ahead, in years: longer is for ever.</summary>
    public const int MostYears = 10;

    /// <summary>Whether it is no longer to be rested on: its last day is past.</summary>
    public static bool HasLapsed(DateOnly? keepUntil, DateOnly today) => keepUntil < today;

    /// <summary>May say that an item still holds: sees it, and looks after it or may change it.</summary>
    public static bool MayReview(Viewer by, LibraryItem item) =>
        item.SourceKind == LibraryItem.ByHand && Access.CanSee(item, by) && ((item.KeeperId is { } keeper && keeper == by.PersonId) || ShelvingRules.MayEdit(by, item));

    /// <summary>What is wrong with a day until which something shall be kept. The field is "KeepUntil".</summary>
    /// <param name="until">The day; null for no end.</param>
    /// <param name="today">The date at the board.</param>
    /// <param name="before">What is kept now: a day that is past may stay as it is while something else is changed.</param>
    public static IReadOnlyList<Problem> CanKeep(DateOnly? until, DateOnly today, DateOnly? before)
    {
        if (until is not { } day || day == before) return [];
        if (day < today) return [new("KeepUntil", "The day until which it may be rested on must be today or later")];
        return day > today.AddYears(MostYears) ? [new("KeepUntil", $"The day until which it may be rested on must be within {MostYears} years; leave it empty for no end")] : [];
    }
}
