namespace Goldthread.Domain;

/// <summary>That a record bears a theme or a priority, or concerns an organisation.</summary>
public sealed class Tag
{
    private Tag() { }

    /// <summary>Tags with this.</summary>
    public Tag(Guid targetId) => TargetId = targetId;

    /// <summary>The theme, priority or organisation.</summary>
    public Guid TargetId { get; private set; }
}

internal static class Tags
{
    /// <summary>Makes a list hold exactly these, leaving rows that stay as they are.</summary>
    public static void Set(this List<Tag> tags, IEnumerable<Guid> targets)
    {
        var wanted = targets.ToHashSet();
        tags.RemoveAll(tag => !wanted.Contains(tag.TargetId));
        tags.AddRange(wanted.Where(id => tags.All(tag => tag.TargetId != id)).Select(id => new Tag(id)));
    }
}
