using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddFindingEndingsAndCharts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "GoneBy",
                table: "findings",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "GoneOn",
                table: "findings",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GoneReason",
                table: "findings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "findings",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Chart",
                table: "evidence",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "GoneBy",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "GoneOn",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "GoneReason",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "findings");

            migrationBuilder.DropColumn(
                name: "Chart",
                table: "evidence");
        }
    }
}
