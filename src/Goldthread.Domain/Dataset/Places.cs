namespace Goldthread.Domain.Dataset;

/// <summary>A place that figures are about.</summary>
public sealed class Area
{
    private Area() { }

    /// <summary>Registers a place.</summary>
    /// <param name="key">Its number in the tables of figures.</param>
    /// <param name="code">Nine-character code of the statistics office; as published where two report together.</param>
    /// <param name="name">Name as published.</param>
    /// <param name="level">Country, region or authority.</param>
    /// <param name="oldCode">Three-digit number that stays when the code changes; empty for none.</param>
    public Area(int key, string code, string name, PublishedLevel level, string oldCode) =>
        (Key, Code, Name, Level, OldCode) = (key, code, name, level, oldCode);

    /// <summary>Number in the tables of figures.</summary>
    public int Key { get; private set; }

    /// <summary>Code of the statistics office.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Name as published.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Country, region or authority.</summary>
    public PublishedLevel Level { get; private set; }

    /// <summary>Three-digit number; empty for none.</summary>
    public string OldCode { get; private set; } = "";
}

/// <summary>A part of an indicator, such as girls or one category.</summary>
public sealed class Breakdown
{
    /// <summary>The whole: every indicator has it.</summary>
    public const int All = 1;

    private Breakdown() { }

    /// <summary>Names a part.</summary>
    public Breakdown(int key, string name) => (Key, Name) = (key, name);

    /// <summary>Number in the tables of figures.</summary>
    public int Key { get; private set; }

    /// <summary>In words.</summary>
    public string Name { get; private set; } = "";
}

/// <summary>A stretch of time, or one day, for which there are figures. Sorted by its last day: labels don't sort.</summary>
public sealed class Period
{
    private Period() { }

    /// <summary>Names a stretch.</summary>
    /// <param name="key">Its number in the tables of figures.</param>
    /// <param name="kind">Its length; a yearly count on one day is a year.</param>
    /// <param name="start">First day.</param>
    /// <param name="end">Last day; the first for a count on one day.</param>
    /// <param name="label">For people: "2024/25", "31 March 2025".</param>
    public Period(int key, PublishedPeriodKind kind, DateOnly start, DateOnly end, string label) =>
        (Key, Kind, Start, End, Label) = (key, kind, start, end, label);

    /// <summary>Number in the tables of figures.</summary>
    public int Key { get; private set; }

    /// <summary>Its length.</summary>
    public PublishedPeriodKind Kind { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly Start { get; private set; }

    /// <summary>Last day.</summary>
    public DateOnly End { get; private set; }

    /// <summary>For people.</summary>
    public string Label { get; private set; } = "";
}

/// <summary>One area of a set, by nearness.</summary>
public sealed class ComparatorMember
{
    private ComparatorMember() { }

    /// <summary>Puts an area into a set.</summary>
    public ComparatorMember(int rank, int areaKey, string closeness) => (Rank, AreaKey, Closeness) = (rank, areaKey, closeness);

    /// <summary>From 1, nearest first.</summary>
    public int Rank { get; private set; }

    /// <summary>The area.</summary>
    public int AreaKey { get; private set; }

    /// <summary>The model's word for how near: "Close".</summary>
    public string Closeness { get; private set; } = "";
}

/// <summary>Areas that one area is compared with, as a model of a certain date has them. A new model is a new set: only
/// three of ten neighbours outlived the last change (I15).</summary>
public sealed class ComparatorSet : Record
{
    private readonly List<ComparatorMember> members = [];

    private ComparatorSet() { }

    /// <summary>Names a set.</summary>
    public ComparatorSet(int areaKey, string name, DateOnly from, DateOnly? until) => (AreaKey, Name, From, Until) = (areaKey, name, from, until);

    /// <summary>Whose neighbours they are.</summary>
    public int AreaKey { get; private set; }

    /// <summary>The model: "May 2025".</summary>
    public string Name { get; private set; } = "";

    /// <summary>First day it held.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day; null while it holds.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The areas, nearest first.</summary>
    public IReadOnlyList<ComparatorMember> Members => members;

    /// <summary>Says until when it holds: another took its place.</summary>
    public void EndOn(DateOnly until) => Until = until;

    /// <summary>Adds the next area.</summary>
    public void Add(int areaKey, string closeness) => members.Add(new(members.Count + 1, areaKey, closeness));
}
